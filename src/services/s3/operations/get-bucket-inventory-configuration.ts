// Answers an inventory of the bucket.
import { getListed } from '../configuration/listed.ts';
import { inventoryConfiguration } from '../configuration/reports.ts';

export const getBucketInventoryConfiguration = getListed({
  name: 'GetBucketInventoryConfiguration',
  subresource: 'inventory',
  action: 's3:GetInventoryConfiguration',
  member: 'InventoryConfiguration',
  shape: inventoryConfiguration,
});
