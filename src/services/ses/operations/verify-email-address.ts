// VerifyEmailAddress: VerifyEmailIdentity under its older name.
import { empty, required, string, structure } from '../../../core/shape.ts';
import { onEverything, sesOperation } from '../operation.ts';
import { verifyAddress } from './verify-email-identity.ts';

export const verifyEmailAddress = sesOperation({
  name: 'VerifyEmailAddress',
  input: structure({ EmailAddress: required(string()) }),
  output: empty,
  access: onEverything('VerifyEmailAddress'),
  async run({ input: { EmailAddress }, call, deps }) {
    await verifyAddress(deps, call, EmailAddress);
    return {};
  },
});
