// Takes the bucket's website settings away.
import { deleteConfiguration } from '../configuration/stored.ts';

export const deleteBucketWebsite = deleteConfiguration({
  name: 'DeleteBucketWebsite',
  subresource: 'website',
  action: 's3:DeleteBucketWebsite',
});
