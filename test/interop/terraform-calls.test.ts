// What Terraform's AWS provider asks of a bucket, from its creation to its destruction, in the provider's order.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boto3Missing } from '../support/boto3.ts';
import { named } from '../support/programs.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const CLIENT = fileURLToPath(new URL('terraform_calls.py', import.meta.url));

const reason = boto3Missing();

describe.skipIf(reason !== undefined)(named("Terraform's calls", reason), () => {
  let aws: TestServer;
  beforeAll(async () => {
    aws = await startTestServer();
  });
  afterAll(() => aws.close());

  it('find a fresh bucket as AWS makes it, get back what they wrote, and leave nothing', async () => {
    const { stdout } = await promisify(execFile)('python3', [CLIENT, aws.url]);
    const { fresh, tags, back, gone } = JSON.parse(stdout);
    expect(fresh).toEqual({
      get_bucket_policy: 'NoSuchBucketPolicy',
      get_bucket_acl: 1,
      get_bucket_cors: 'NoSuchCORSConfiguration',
      get_bucket_website: 'NoSuchWebsiteConfiguration',
      get_bucket_versioning: {},
      get_bucket_accelerate_configuration: {},
      get_bucket_request_payment: { Payer: 'BucketOwner' },
      get_bucket_logging: {},
      get_bucket_lifecycle_configuration: 'NoSuchLifecycleConfiguration',
      get_bucket_replication: 'ReplicationConfigurationNotFoundError',
      get_bucket_encryption: {
        ServerSideEncryptionConfiguration: {
          Rules: [
            { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
          ],
        },
      },
      get_object_lock_configuration: 'ObjectLockConfigurationNotFoundError',
      get_bucket_location: { LocationConstraint: null },
      get_public_access_block: {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          IgnorePublicAcls: true,
          BlockPublicPolicy: true,
          RestrictPublicBuckets: true,
        },
      },
      get_bucket_ownership_controls: {
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      },
      get_bucket_notification_configuration: {},
      analytics: 'NoSuchConfiguration',
      inventory: 'NoSuchConfiguration',
      metrics: 'NoSuchConfiguration',
      intelligent_tiering: 'NoSuchConfiguration',
    });
    expect(tags).toEqual([{ Key: 'Team', Value: 'mail' }]);
    expect(new Set(Object.values(back))).toEqual(new Set(['as written']));
    expect(Object.keys(back)).toHaveLength(15);
    expect(gone).toEqual({
      bucket_cors: 'NoSuchCORSConfiguration',
      bucket_website: 'NoSuchWebsiteConfiguration',
      bucket_lifecycle: 'NoSuchLifecycleConfiguration',
      bucket_policy: 'NoSuchBucketPolicy',
      bucket_encryption: 'something',
      public_access_block: 'NoSuchPublicAccessBlockConfiguration',
      bucket_ownership_controls: 'OwnershipControlsNotFoundError',
      'bucket with a version': 'BucketNotEmpty',
      bucket: '404',
    });
  });
});
