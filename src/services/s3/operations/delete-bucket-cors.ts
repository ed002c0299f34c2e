// Takes the bucket's cross-origin rules away.
import { deleteConfiguration } from '../configuration/stored.ts';

export const deleteBucketCors = deleteConfiguration({
  name: 'DeleteBucketCors',
  subresource: 'cors',
  action: 's3:PutBucketCORS',
});
