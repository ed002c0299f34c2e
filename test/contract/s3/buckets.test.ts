import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('CreateBucket', () => {
  it('makes a bucket in the region it is asked for', async () => {
    const s3 = aws.s3({ region: 'eu-west-1' });
    const made = await s3.send(new CreateBucketCommand({ Bucket: 'in-ireland' }));
    expect(made).toMatchObject({ Location: '/in-ireland', BucketArn: 'arn:aws:s3:::in-ireland' });
    expect(await s3.send(new GetBucketLocationCommand({ Bucket: 'in-ireland' }))).toMatchObject({
      LocationConstraint: 'eu-west-1',
    });
    expect(await s3.send(new HeadBucketCommand({ Bucket: 'in-ireland' }))).toMatchObject({
      BucketRegion: 'eu-west-1',
    });
  });

  it('has names that are the whole partition’s', async () => {
    await aws.s3({ region: 'us-east-1' }).send(new CreateBucketCommand({ Bucket: 'taken' }));
    await aws.s3().send(new CreateBucketCommand({ Bucket: 'taken' }));
    await expect(
      aws.s3({ account: '111122223333' }).send(new CreateBucketCommand({ Bucket: 'taken' })),
    ).rejects.toMatchObject({ name: 'BucketAlreadyExists', $metadata: { httpStatusCode: 409 } });
    await expect(
      aws.s3({ region: 'eu-west-1' }).send(new CreateBucketCommand({ Bucket: 'taken' })),
    ).rejects.toMatchObject({ name: 'BucketAlreadyOwnedByYou' });
  });

  it.each(['ab', 'Capital', 'under_score', '192.168.1.1', 'a..b', '-dash', 'xn--name', 'a'.repeat(64)])(
    'refuses the name %s',
    async (Bucket) => {
      await expect(aws.s3().send(new CreateBucketCommand({ Bucket }))).rejects.toMatchObject({
        name: 'InvalidBucketName',
      });
    },
  );

  it('refuses a constraint that is not the endpoint’s region', async () => {
    await expect(
      aws.s3({ region: 'eu-west-1' }).send(
        new CreateBucketCommand({
          Bucket: 'elsewhere',
          CreateBucketConfiguration: { LocationConstraint: 'us-west-2' },
        }),
      ),
    ).rejects.toMatchObject({ name: 'IllegalLocationConstraintException' });
    await expect(
      aws.s3().send(
        new CreateBucketCommand({
          Bucket: 'elsewhere',
          CreateBucketConfiguration: { LocationConstraint: 'nowhere' as never },
        }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidLocationConstraint' });
  });
});

describe('DeleteBucket', () => {
  it('deletes an empty bucket only', async () => {
    const s3 = aws.s3();
    const Bucket = 'full';
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    await expect(s3.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: 'BucketNotEmpty',
    });
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    await s3.send(new DeleteBucketCommand({ Bucket }));
    await expect(s3.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
    await expect(s3.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
  });

  it('counts old versions and delete markers', async () => {
    const s3 = aws.s3();
    const Bucket = 'only-a-marker';
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    await expect(s3.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: 'BucketNotEmpty',
      message: 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
    });
  });
});

describe('ListBuckets', () => {
  it('lists the caller’s own, by page', async () => {
    const s3 = aws.s3({ account: '444455556666' });
    for (const Bucket of ['list-c', 'list-a', 'list-b']) await s3.send(new CreateBucketCommand({ Bucket }));
    const all = await s3.send(new ListBucketsCommand({}));
    expect(all.Buckets?.map(({ Name }) => Name)).toEqual(['list-a', 'list-b', 'list-c']);
    expect(all.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
    const first = await s3.send(new ListBucketsCommand({ MaxBuckets: 2 }));
    expect(first.Buckets).toHaveLength(2);
    const rest = await s3.send(new ListBucketsCommand({ ContinuationToken: first.ContinuationToken }));
    expect(rest.Buckets).toMatchObject([{ Name: 'list-c', BucketRegion: 'us-east-1' }]);
  });
});

describe('bucket versioning', () => {
  it('says nothing until it is set', async () => {
    const s3 = aws.s3();
    const Bucket = 'unversioned';
    await s3.send(new CreateBucketCommand({ Bucket }));
    expect(await s3.send(new GetBucketVersioningCommand({ Bucket }))).not.toHaveProperty('Status');
    await s3.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } }),
    );
    expect(await s3.send(new GetBucketVersioningCommand({ Bucket }))).toMatchObject({ Status: 'Suspended' });
    await expect(
      s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: {} })),
    ).rejects.toMatchObject({ name: 'IllegalVersioningConfigurationException' });
    await expect(
      s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'On' as never } })),
    ).rejects.toMatchObject({ name: 'MalformedXML' });
  });
});
