import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { status, suite } from './support.ts';

const on = suite();

const create = (
  Bucket: string,
  region = 'us-east-1',
  LocationConstraint?: string,
  account = '000000000000',
) =>
  on.aws.s3({ region, account }).send(
    new CreateBucketCommand({
      Bucket,
      ...(LocationConstraint && {
        CreateBucketConfiguration: { LocationConstraint: LocationConstraint as never },
      }),
    }),
  );

describe('CreateBucket', () => {
  it('makes a bucket in the region it is asked for', async () => {
    expect(await create('in-ireland', 'eu-west-1')).toMatchObject({
      Location: 'http://in-ireland.s3.amazonaws.com/',
      BucketArn: 'arn:aws:s3:::in-ireland',
    });
  });

  it('has names that are the whole partition’s', async () => {
    await create('taken');
    await create('taken');
    await expect(create('taken', 'us-east-1', undefined, '111122223333')).rejects.toMatchObject({
      name: 'BucketAlreadyExists',
      ...status(409),
    });
    await expect(create('taken', 'eu-west-1')).rejects.toMatchObject({ name: 'BucketAlreadyOwnedByYou' });
  });

  it.each(['ab', 'Capital', 'under_score', '192.168.1.1', 'a..b', '-dash', 'xn--name', 'a'.repeat(64)])(
    'refuses the name %s',
    async (name) => {
      await expect(create(name)).rejects.toMatchObject({ name: 'InvalidBucketName' });
    },
  );

  it('makes a bucket in the account’s own namespace, under the suffix that tells it', async () => {
    const named = (Bucket: string) =>
      on.s3.send(new CreateBucketCommand({ Bucket, BucketNamespace: 'account-regional' }));
    await named('mine-000000000000-us-east-1-an');
    await expect(named('mine')).rejects.toMatchObject({ name: 'InvalidNamespaceHeader', ...status(400) });
    for (const name of ['xyz-an', 'mine-111122223333-us-east-1-an', 'mine-000000000000-eu-west-1-an']) {
      await expect(named(name)).rejects.toMatchObject({ name: 'InvalidBucketNamespace', ...status(400) });
    }
  });

  it('refuses a constraint that is no region or not the endpoint’s', async () => {
    await expect(create('elsewhere', 'eu-west-1', 'us-west-2')).rejects.toMatchObject({
      name: 'IllegalLocationConstraintException',
    });
    await expect(create('elsewhere', 'us-east-1', 'nowhere')).rejects.toMatchObject({
      name: 'InvalidLocationConstraint',
    });
  });
});
