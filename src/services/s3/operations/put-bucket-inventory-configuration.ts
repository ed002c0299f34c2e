// Keeps an inventory of the bucket under its id.
import { putListed } from '../configuration/listed.ts';
import { inventoryConfiguration } from '../configuration/reports.ts';

export const putBucketInventoryConfiguration = putListed({
  name: 'PutBucketInventoryConfiguration',
  subresource: 'inventory',
  action: 's3:PutInventoryConfiguration',
  member: 'InventoryConfiguration',
  shape: inventoryConfiguration,
});
