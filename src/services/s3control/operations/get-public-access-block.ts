// Tells the block of an account.
import type { AccountId } from '../../../core/ids.ts';
import { payload, structure } from '../../../core/shape.ts';
import { s3ControlOperation } from '../deps.ts';
import { noSuchPublicAccessBlock } from '../errors.ts';
import { accountInput, allowsOnAccount, BLOCK_URI, publicAccessBlock } from '../public-access-block.ts';

export const getPublicAccessBlock = s3ControlOperation({
  name: 'GetPublicAccessBlock',
  input: accountInput,
  output: structure({
    PublicAccessBlockConfiguration: payload('PublicAccessBlockConfiguration', publicAccessBlock),
  }),
  http: { method: 'GET', uri: BLOCK_URI },
  access: allowsOnAccount('s3:GetAccountPublicAccessBlock'),
  run({ input, deps }) {
    const block = deps.accountBlocks.of(input.AccountId as AccountId);
    if (!block) throw noSuchPublicAccessBlock(input.AccountId);
    return { PublicAccessBlockConfiguration: block };
  },
});
