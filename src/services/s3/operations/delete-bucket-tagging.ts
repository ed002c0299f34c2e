// Takes the bucket's tags away.
import { deleteConfiguration } from '../configuration/stored.ts';

export const deleteBucketTagging = deleteConfiguration({
  name: 'DeleteBucketTagging',
  subresource: 'tagging',
  action: 's3:PutBucketTagging',
});
