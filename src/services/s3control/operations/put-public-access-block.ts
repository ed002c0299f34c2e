// Sets the block of an account as a whole: a switch that is left out is off.
import type { AccountId } from '../../../core/ids.ts';
import { payload, required, structure } from '../../../core/shape.ts';
import { s3ControlOperation } from '../deps.ts';
import { invalidRequest } from '../errors.ts';
import { accountMembers } from '../job-shapes.ts';
import { allowsOnAccount, BLOCK_URI, publicAccessBlock } from '../public-access-block.ts';

export const putPublicAccessBlock = s3ControlOperation({
  name: 'PutPublicAccessBlock',
  input: structure({
    ...accountMembers,
    PublicAccessBlockConfiguration: required(payload('PublicAccessBlockConfiguration', publicAccessBlock)),
  }),
  output: structure({}),
  http: { method: 'PUT', uri: BLOCK_URI },
  access: allowsOnAccount('s3:PutAccountPublicAccessBlock'),
  async run({ input, deps }) {
    const { BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets } =
      input.PublicAccessBlockConfiguration;
    const given = BlockPublicAcls ?? IgnorePublicAcls ?? BlockPublicPolicy ?? RestrictPublicBuckets;
    // Both recorded: that one must be there, and that the others are answered as false.
    if (given === undefined) throw invalidRequest('Must specify at least one configuration.');
    await deps.accountBlocks.put(input.AccountId as AccountId, {
      BlockPublicAcls: BlockPublicAcls ?? false,
      IgnorePublicAcls: IgnorePublicAcls ?? false,
      BlockPublicPolicy: BlockPublicPolicy ?? false,
      RestrictPublicBuckets: RestrictPublicBuckets ?? false,
    });
    return {};
  },
});
