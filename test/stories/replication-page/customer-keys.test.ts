// "Replicating objects encrypted with SSE-C", sentence by sentence.
import { createHash, randomBytes } from 'node:crypto';
import { PutBucketEncryptionCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { replicationSuite } from '../../support/replication-suite.ts';
import { bodyIn } from './page.ts';

const suite = replicationSuite();
const { fresh } = suite;

describe('replicating objects encrypted with SSE-C', () => {
  const key = randomBytes(32);
  const customer = {
    SSECustomerAlgorithm: 'AES256',
    SSECustomerKey: key.toString('base64'),
    SSECustomerKeyMD5: createHash('md5').update(key).digest('base64'),
  };

  it('is configured as for unencrypted objects, and needs no permission beyond', async () => {
    const setting = await fresh();
    await setting.setPolicy({ decrypt: undefined, encrypt: undefined });
    await setting.put('mine', customer);
    await suite.aws.replication.idle();
    expect(setting.task('mine')).toMatchObject({ status: 'COMPLETED', kmsCalls: [] });
  });

  it('the same customer key opens the replica, and nothing opens it without', async () => {
    const setting = await fresh();
    const large = randomBytes(200_000).toString('hex');
    await setting.put('mine', customer);
    await setting.put('mine-large', { ...customer, Body: large });
    await suite.aws.replication.idle();
    expect(await bodyIn(setting, 'mine', customer)).toBe('body of mine');
    expect(await bodyIn(setting, 'mine-large', customer)).toBe(large);
    await expect(bodyIn(setting, 'mine')).rejects.toMatchObject({ name: 'InvalidRequest' });
  });

  it('a destination that blocks SSE-C refuses the replica', async () => {
    const setting = await fresh();
    await setting.remote.send(
      new PutBucketEncryptionCommand({
        Bucket: setting.destination,
        ServerSideEncryptionConfiguration: {
          Rules: [
            {
              ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
              BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
            },
          ],
        },
      }),
    );
    await setting.put('mine', customer);
    await suite.aws.replication.idle();
    expect(setting.task('mine')).toMatchObject({
      status: 'FAILED',
      failureReason: 'DstPutObjectNotPermitted',
    });
  });
});
