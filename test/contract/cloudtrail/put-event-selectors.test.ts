import {
  GetTrailCommand,
  PutEventSelectorsCommand,
  type PutEventSelectorsCommandInput,
} from '@aws-sdk/client-cloudtrail';
import { CreateKeyCommand, ListKeysCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  allRecords,
  createLogBucket,
  createTrail,
  deliver,
  refusal,
  startLogging,
  useServer,
} from './trails.ts';

const server = useServer();
beforeEach(async () => {
  await server.aws.reset();
  await createLogBucket(server.s3);
  await createTrail(server.cloudtrail, 'log');
});

const put = (input: Omit<PutEventSelectorsCommandInput, 'TrailName'>) =>
  server.cloudtrail.send(new PutEventSelectorsCommand({ TrailName: 'log', ...input }));

/** Names of the delivered events after a key, a listing and three objects. */
async function delivered(input: Omit<PutEventSelectorsCommandInput, 'TrailName'>): Promise<string[]> {
  await put(input);
  await startLogging(server.cloudtrail, 'log');
  await server.aws.kms().send(new CreateKeyCommand({}));
  await server.aws.kms().send(new ListKeysCommand({}));
  for (const Bucket of ['one', 'two'].map((name) => `${name}-bucket`)) {
    await server.s3.send(new CreateBucketCommand({ Bucket }));
    for (const Key of ['a/x', 'b/x']) await server.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
  }
  await server.s3.send(new GetObjectCommand({ Bucket: 'one-bucket', Key: 'a/x' }));
  await deliver(server.aws);
  const records = await allRecords(server.s3);
  return records.map(({ eventName, requestParameters: told }) =>
    told?.key === undefined ? eventName : `${eventName} ${told.bucketName}/${told.key}`,
  );
}
const objects = (...Values: string[]) => ({ DataResources: [{ Type: 'AWS::S3::Object', Values }] });

describe('PutEventSelectors', () => {
  it('by default a trail has management events, and no data events', async () => {
    const names = await delivered({ EventSelectors: [{}] });
    expect(names).toContain('CreateKey');
    expect(names).toContain('ListKeys');
    expect(names.filter((name) => name.includes('Object'))).toEqual([]);
  });

  it('chooses reads or writes, and leaves KMS out where asked', async () => {
    const writes = await delivered({ EventSelectors: [{ ReadWriteType: 'WriteOnly' }] });
    expect(writes).toContain('CreateKey');
    expect(writes).not.toContain('ListKeys');
    await server.aws.reset();
    await createLogBucket(server.s3);
    await createTrail(server.cloudtrail, 'log');
    const names = await delivered({
      EventSelectors: [{ ExcludeManagementEventSources: ['kms.amazonaws.com'] }],
    });
    expect(names).not.toContain('CreateKey');
    expect(names).toContain('CreateBucket');
  });

  it('chooses the objects of a bucket, or of a prefix', async () => {
    const names = await delivered({
      EventSelectors: [
        {
          IncludeManagementEvents: false,
          ...objects('arn:aws:s3:::one-bucket/', 'arn:aws:s3:::two-bucket/b'),
        },
      ],
    });
    expect(names.sort()).toEqual([
      'GetObject one-bucket/a/x',
      'PutObject one-bucket/a/x',
      'PutObject one-bucket/b/x',
      'PutObject two-bucket/b/x',
    ]);
  });

  it('tells of a listing which objects it is about', async () => {
    await put({ EventSelectors: [objects('arn:aws:s3:::listed/')] });
    await startLogging(server.cloudtrail, 'log');
    await server.s3.send(new CreateBucketCommand({ Bucket: 'listed' }));
    await server.s3.send(new ListObjectsV2Command({ Bucket: 'listed', Prefix: 'p/' }));
    await deliver(server.aws);
    const listed = (await allRecords(server.s3)).find(({ eventName }) => eventName === 'ListObjects');
    expect(listed).toMatchObject({
      requestParameters: { bucketName: 'listed', 'list-type': '2', prefix: 'p/' },
      resources: [
        { type: 'AWS::S3::Object', ARNPrefix: 'arn:aws:s3:::listed/' },
        { type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::listed' },
      ],
      readOnly: true,
    });
  });

  it('takes advanced selectors, with every operator', async () => {
    const names = await delivered({
      AdvancedEventSelectors: [
        {
          Name: 'some writes',
          FieldSelectors: [
            { Field: 'eventCategory', Equals: ['Data'] },
            { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
            { Field: 'readOnly', Equals: ['false'] },
            {
              Field: 'resources.ARN',
              StartsWith: ['arn:aws:s3:::one-bucket/'],
              NotStartsWith: ['arn:aws:s3:::one-bucket/b'],
            },
          ],
        },
        {
          FieldSelectors: [
            { Field: 'eventCategory', Equals: ['Management'] },
            { Field: 'eventName', EndsWith: ['Key'], NotEquals: ['DisableKey'] },
          ],
        },
      ],
    });
    expect(names.sort()).toEqual(['CreateKey', 'PutObject one-bucket/a/x']);
  });

  it('replaces what was there, and GetTrail tells that there is something', async () => {
    const answer = await put({ EventSelectors: [{ ReadWriteType: 'ReadOnly' }] });
    expect(answer.EventSelectors).toEqual([
      {
        ReadWriteType: 'ReadOnly',
        IncludeManagementEvents: true,
        DataResources: [],
        ExcludeManagementEventSources: [],
      },
    ]);
    const { Trail } = await server.cloudtrail.send(new GetTrailCommand({ Name: 'log' }));
    expect(Trail?.HasCustomEventSelectors).toBe(true);
  });

  it('refuses selectors that mean nothing', async () => {
    const field = (Field: string, ...Equals: string[]) => ({ Field, Equals });
    const wrong: Omit<PutEventSelectorsCommandInput, 'TrailName'>[] = [
      {},
      { EventSelectors: [] },
      { EventSelectors: [{ ReadWriteType: 'Some' as never }] },
      { EventSelectors: [{}, {}, {}, {}, {}, {}] },
      { EventSelectors: [{ DataResources: [{ Type: 'AWS::S3::Bucket', Values: [] }] }] },
      { EventSelectors: [objects('one-bucket')] },
      { EventSelectors: [{ ExcludeManagementEventSources: ['s3.amazonaws.com'] }] },
      { AdvancedEventSelectors: [{ FieldSelectors: [field('readOnly', 'true')] }] },
      { AdvancedEventSelectors: [{ FieldSelectors: [field('eventCategory', 'Data')] }] },
      {
        AdvancedEventSelectors: [
          { FieldSelectors: [field('eventCategory', 'Management'), field('colour', 'red')] },
        ],
      },
      {
        EventSelectors: [{}],
        AdvancedEventSelectors: [{ FieldSelectors: [field('eventCategory', 'Management')] }],
      },
    ];
    for (const input of wrong) expect(await refusal(put(input))).toMatch(/^InvalidEventSelectorsException/);
    const unknown = new PutEventSelectorsCommand({ TrailName: 'unknown', EventSelectors: [{}] });
    expect(await refusal(server.cloudtrail.send(unknown))).toMatch(/^TrailNotFoundException/);
  });
});
