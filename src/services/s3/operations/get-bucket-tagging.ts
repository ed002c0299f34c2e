// Answers the bucket's tags.

import { getConfiguration } from '../configuration/stored.ts';
import { bucketTagging, noSuchTagSet } from '../configuration/tagging.ts';

export const getBucketTagging = getConfiguration({
  name: 'GetBucketTagging',
  subresource: 'tagging',
  action: 's3:GetBucketTagging',
  shape: bucketTagging,
  absent: ({ name }) => noSuchTagSet(name),
});
