// GetAccountSendingEnabled: always; nothing here pauses an account.
import { boolean, empty, structure } from '../../../core/shape.ts';
import { onEverything, sesOperation } from '../operation.ts';

export const getAccountSendingEnabled = sesOperation({
  name: 'GetAccountSendingEnabled',
  input: empty,
  output: structure({ Enabled: boolean() }),
  access: onEverything('GetAccountSendingEnabled'),
  run: () => ({ Enabled: true }),
});
