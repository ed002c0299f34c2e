// Takes the block from an account; where there is none it is no error (recorded).
import type { AccountId } from '../../../core/ids.ts';
import { structure } from '../../../core/shape.ts';
import { s3ControlOperation } from '../deps.ts';
import { accountInput, allowsOnAccount, BLOCK_URI } from '../public-access-block.ts';

export const deletePublicAccessBlock = s3ControlOperation({
  name: 'DeletePublicAccessBlock',
  input: accountInput,
  output: structure({}),
  http: { method: 'DELETE', uri: BLOCK_URI, status: 204 },
  access: allowsOnAccount('s3:PutAccountPublicAccessBlock'),
  async run({ input, deps }) {
    await deps.accountBlocks.remove(input.AccountId as AccountId);
    return {};
  },
});
