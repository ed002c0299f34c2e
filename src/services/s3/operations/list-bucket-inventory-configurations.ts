// Lists every one of the kind: an inventory.
import { listListed } from '../configuration/listed.ts';
import { inventoryConfiguration } from '../configuration/reports.ts';

export const listBucketInventoryConfigurations = listListed({
  name: 'ListBucketInventoryConfigurations',
  subresource: 'inventory',
  action: 's3:GetInventoryConfiguration',
  member: 'InventoryConfiguration',
  shape: inventoryConfiguration,
});
