import { PutBucketInventoryConfigurationCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { inventory, inventoryDocument, itPuts } from './listed-configurations.ts';

describe('PutBucketInventoryConfiguration', () => {
  const its = itPuts(inventory, 'IdMismatch');

  it('refuses a field that inventories do not have', async () => {
    const s3 = its.aws.s3();
    const Bucket = await freshBucket(s3);
    const InventoryConfiguration = { ...inventoryDocument('one'), OptionalFields: ['TestField' as 'Size'] };
    await expect(
      s3.send(new PutBucketInventoryConfigurationCommand({ Bucket, Id: 'one', InventoryConfiguration })),
    ).rejects.toMatchObject({ name: 'MalformedXML', $metadata: { httpStatusCode: 400 } });
  });
});
