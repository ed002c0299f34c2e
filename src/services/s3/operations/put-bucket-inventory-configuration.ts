// Keeps an inventory of the bucket under its id.
import { parseArn } from '../../../core/arn.ts';
import { AwsError } from '../../../core/errors.ts';
import { putListed } from '../configuration/listed.ts';
import { inventoryConfiguration } from '../configuration/reports.ts';

export const putBucketInventoryConfiguration = putListed({
  name: 'PutBucketInventoryConfiguration',
  subresource: 'inventory',
  action: 's3:PutInventoryConfiguration',
  member: 'InventoryConfiguration',
  shape: inventoryConfiguration,
  mismatch: () =>
    new AwsError('IdMismatch', 400, 'Document ID does not match the specified configuration ID.'),
  admit({ Destination }) {
    if (parseArn(Destination.S3BucketDestination.Bucket)?.service === 's3') return;
    throw new AwsError('InvalidS3DestinationBucket', 400, 'Invalid bucket ARN.');
  },
});
