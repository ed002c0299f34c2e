// Sets what policies and ACLs may open to the public.
import { publicAccessBlock } from '../configuration/public-access.ts';
import { putConfiguration } from '../configuration/stored.ts';

export const putPublicAccessBlock = putConfiguration({
  name: 'PutPublicAccessBlock',
  subresource: 'publicAccessBlock',
  action: 's3:PutBucketPublicAccessBlock',
  member: 'PublicAccessBlockConfiguration',
  shape: publicAccessBlock,
  admit: ({ BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets }) => ({
    // What is left out is off.
    BlockPublicAcls: BlockPublicAcls ?? false,
    IgnorePublicAcls: IgnorePublicAcls ?? false,
    BlockPublicPolicy: BlockPublicPolicy ?? false,
    RestrictPublicBuckets: RestrictPublicBuckets ?? false,
  }),
});
