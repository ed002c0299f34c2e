// Every event that the emulator tells of, in AWS's recorded form, through a real queue.
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  RestoreObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { ACCOUNT, startTestServer, type TestServer } from '../../support/server.ts';
import { type EventRecord, listenTo } from './notification-support.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

const DAY = 86_400_000;
const names = (records: readonly EventRecord[]) => records.map(({ eventName }) => eventName);
const versioned = { Status: 'Enabled' } as const;

async function heardBucket(events: readonly string[], options: Parameters<typeof freshBucket>[1] = {}) {
  const s3 = aws.s3();
  const Bucket = await freshBucket(s3, options);
  return { s3, Bucket, ...(await listenTo(aws, s3, Bucket, events)) };
}

describe('S3 events', () => {
  it('tell of a put in the form that AWS sends', async () => {
    const { s3, Bucket, heard } = await heardBucket(['s3:ObjectCreated:Put']);
    const put = await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'something' }));
    expect(await heard()).toEqual([
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: 'us-east-1',
        eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        eventName: 'ObjectCreated:Put',
        userIdentity: { principalId: `AWS:${ACCOUNT}` },
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: {
          'x-amz-request-id': put.$metadata.requestId,
          'x-amz-id-2': expect.stringMatching(/./),
        },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'events',
          bucket: {
            name: Bucket,
            ownerIdentity: { principalId: expect.stringMatching(/^A[0-9A-Z]{13}$/) },
            arn: `arn:aws:s3:::${Bucket}`,
          },
          object: {
            key: 'a',
            size: 9,
            eTag: '437b930db84b8079c2dd804a71936b5f',
            sequencer: expect.stringMatching(/^[0-9A-F]{18}$/),
          },
        },
      },
    ]);
  });

  it('spell keys as forms do, slashes kept', async () => {
    const { s3, Bucket, heard } = await heardBucket(['s3:ObjectCreated:*']);
    await s3.send(new PutObjectCommand({ Bucket, Key: "a@b/red flower's+(ü).jpg", Body: '' }));
    const [record] = await heard();
    expect(record?.s3.object.key).toBe('a%40b/red+flower%27s%2B%28%C3%BC%29.jpg');
  });

  it('tell of copies and assembled uploads', async () => {
    const { s3, Bucket, heard } = await heardBucket(['s3:ObjectCreated:*']);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'something' }));
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a` }));
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'c' }));
    const { ETag } = await s3.send(
      new UploadPartCommand({ Bucket, Key: 'c', UploadId, PartNumber: 1, Body: 'part' }),
    );
    await s3.send(
      new CompleteMultipartUploadCommand({
        ...{ Bucket, Key: 'c', UploadId },
        MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
      }),
    );
    const records = await heard();
    expect(names(records)).toEqual([
      'ObjectCreated:Put',
      'ObjectCreated:Copy',
      'ObjectCreated:CompleteMultipartUpload',
    ]);
    expect(records[2]?.s3.object).toMatchObject({ key: 'c', size: 4, eTag: expect.stringMatching(/-1$/) });
  });

  it('tell of what is deleted, with neither size nor ETag', async () => {
    const { s3, Bucket, heard } = await heardBucket(['s3:ObjectRemoved:*']);
    for (const Key of ['a', 'b']) await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'something' }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'never was' }));
    // Of many at once AWS tells what was not there, too (recorded).
    await s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'b' }, { Key: 'nor this' }] } }),
    );
    const records = await heard();
    expect(records.map(({ eventName, s3: { object } }) => [eventName, object])).toEqual(
      ['a', 'b', 'nor+this'].map((key) => ['ObjectRemoved:Delete', { key, sequencer: expect.any(String) }]),
    );
  });

  it('tell of tags and ACLs in version 2.3, without a sequencer', async () => {
    const { s3, Bucket, heard } = await heardBucket(['s3:ObjectTagging:*', 's3:ObjectAcl:Put'], {
      acls: true,
    });
    const Key = 'a';
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'something' }));
    const Tagging = { TagSet: [{ Key: 'k', Value: 'v' }] };
    await s3.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging }));
    await s3.send(new DeleteObjectTaggingCommand({ Bucket, Key }));
    await s3.send(new PutObjectAclCommand({ Bucket, Key, ACL: 'private' }));
    const records = await heard();
    expect(names(records)).toEqual(['ObjectTagging:Put', 'ObjectTagging:Delete', 'ObjectAcl:Put']);
    for (const { eventVersion, s3: told } of records) {
      expect(eventVersion).toBe('2.3');
      expect(told.object).toEqual({ key: 'a', eTag: '437b930db84b8079c2dd804a71936b5f' });
    }
  });

  it('tell only those whose prefix and suffix fit', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const { heard } = await listenTo(...[aws, s3, Bucket, ['s3:ObjectCreated:*']], [
      { Name: 'PREFIX', Value: 'in/' },
      { Name: 'suffix', Value: '.txt' },
    ]);
    for (const Key of ['in/a.txt', 'in/a.jpg', 'out/a.txt']) {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: '' }));
    }
    expect((await heard()).map(({ s3: { object } }) => object.key)).toEqual(['in/a.txt']);
  });

  it('tell of form posts, and who acted: nobody known, a session of a role', async () => {
    const { s3, Bucket, heard } = await heardBucket(['s3:ObjectCreated:*'], { open: true });
    const Policy = JSON.stringify({
      Statement: [
        { Effect: 'Allow', Principal: '*', Action: 's3:PutObject', Resource: `arn:aws:s3:::${Bucket}/*` },
      ],
    });
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    const form = new FormData();
    form.append('key', 'posted');
    form.append('file', new Blob(['x']), 'x');
    const posted = await fetch(`${aws.url}/${Bucket}`, { method: 'POST', body: form });
    expect(posted.status).toBe(204);
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: versioned }));

    const trust = {
      Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' }],
    };
    const { Role } = await aws
      .iam()
      .send(new CreateRoleCommand({ RoleName: 'writer', AssumeRolePolicyDocument: JSON.stringify(trust) }));
    const { Credentials } = await aws
      .sts()
      .send(new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 'me' }));
    const writer = aws.s3({
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    });
    await writer.send(new PutObjectCommand({ Bucket, Key: 'put', Body: 'x' }));
    const records = await heard();
    expect(records.map(({ eventName, userIdentity }) => [eventName, userIdentity.principalId])).toEqual([
      ['ObjectCreated:Post', 'Anonymous'],
      ['ObjectCreated:Put', `AWS:${Role?.RoleId}:me`],
    ]);
  });
});

describe('S3 events of lifecycle rules', () => {
  it('tell of what a rule removed, and of the marker it left, as S3 itself', async () => {
    const own = await startTestServer();
    const s3 = own.s3();
    const rule = { ID: 'r', Status: 'Enabled', Filter: {}, Expiration: { Days: 1 } } as const;
    for (const [keeps, told] of [
      [false, 'LifecycleExpiration:Delete'],
      [true, 'LifecycleExpiration:DeleteMarkerCreated'],
    ] as const) {
      const Bucket = await freshBucket(s3);
      if (keeps)
        await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: versioned }));
      const { heard } = await listenTo(own, s3, Bucket, ['s3:LifecycleExpiration:*', 's3:ObjectRemoved:*']);
      await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'something' }));
      await s3.send(
        new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: [rule] } }),
      );
      own.clock.advance(3 * DAY);
      const records = await heard();
      expect(names(records)).toEqual([told]);
      expect(records[0]).toMatchObject({
        eventVersion: '2.3',
        userIdentity: { principalId: 's3.amazonaws.com' },
        requestParameters: { sourceIPAddress: 's3.amazonaws.com' },
      });
    }
    await own.close();
  });

  it('tell of a transition and where it went', async () => {
    const own = await startTestServer();
    const s3 = own.s3();
    const Bucket = await freshBucket(s3);
    const { heard } = await listenTo(own, s3, Bucket, ['s3:LifecycleTransition']);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'something' }));
    const rule: LifecycleRule = {
      Status: 'Enabled',
      Filter: { ObjectSizeGreaterThan: 1 },
      Transitions: [{ Days: 1, StorageClass: 'GLACIER' }],
    };
    await s3.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: [rule] } }),
    );
    own.clock.advance(3 * DAY);
    await own.clock.settle();
    expect(await heard()).toMatchObject([
      {
        eventVersion: '2.3',
        eventName: 'LifecycleTransition',
        s3: { object: { key: 'a', size: 9 } },
        lifecycleEventData: { transitionEventData: { destinationStorageClass: 'GLACIER' } },
      },
    ]);
    await own.close();
  });
});

describe('S3 events of a restoration', () => {
  it('tell of its beginning, of the copy that is there, and of its end', async () => {
    const own = await startTestServer();
    const s3 = own.s3();
    const Bucket = await freshBucket(s3);
    const { heard } = await listenTo(own, s3, Bucket, ['s3:ObjectRestore:*']);
    const Key = 'a';
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'something', StorageClass: 'GLACIER' }));
    await s3.send(new RestoreObjectCommand({ Bucket, Key, RestoreRequest: { Days: 1 } }));
    const [begun, ...early] = await heard();
    expect(begun).toMatchObject({ eventName: 'ObjectRestore:Post', s3: { object: { key: 'a', size: 9 } } });
    expect(early).toEqual([]);
    own.clock.advance(DAY / 6);
    await own.clock.settle();
    expect(await heard()).toMatchObject([
      {
        eventName: 'ObjectRestore:Completed',
        userIdentity: { principalId: expect.stringMatching(/^AmazonCustomer:A/) },
        glacierEventData: {
          restoreEventData: {
            lifecycleRestorationExpiryTime: expect.stringMatching(/T00:00:00\.000Z$/),
            lifecycleRestoreStorageClass: 'GLACIER',
          },
        },
      },
    ]);
    own.clock.advance(3 * DAY);
    await own.clock.settle();
    expect(names(await heard())).toEqual(['ObjectRestore:Delete']);
    await own.close();
  });
});
