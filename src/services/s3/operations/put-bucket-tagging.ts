// Replaces the bucket's tags.

import { putConfiguration } from '../configuration/stored.ts';
import { bucketTagging, checkBucketTags } from '../configuration/tagging.ts';

export const putBucketTagging = putConfiguration({
  name: 'PutBucketTagging',
  subresource: 'tagging',
  action: 's3:PutBucketTagging',
  member: 'Tagging',
  shape: bucketTagging,
  status: 204,
  admit: (document) => {
    checkBucketTags(document);
    // No tags are no tag set (recorded).
    return !document.TagSet?.length ? undefined : document;
  },
});
