// Takes an inventory of the bucket away.
import { deleteListed } from '../configuration/listed.ts';

export const deleteBucketInventoryConfiguration = deleteListed({
  name: 'DeleteBucketInventoryConfiguration',
  subresource: 'inventory',
  action: 's3:PutInventoryConfiguration',
});
