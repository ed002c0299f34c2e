// Answers of AWS that no documentation tells, as recorded by others against it: of buckets, one sentence each.
import {
  CreateBucketCommand,
  GetBucketLocationCommand,
  GetBucketTaggingCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutBucketInventoryConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketTaggingCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, fails, status, suite } from './support.ts';

const on = suite();

describe('tags', () => {
  it('of a bucket are gone when none are put', async () => {
    const put = (...keys: string[]) => {
      const TagSet = keys.map((Key) => ({ Key, Value: 'v' }));
      return on.s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
    };
    await put('a');
    await put();
    await fails(on.s3.send(new GetBucketTaggingCommand({ Bucket })), { name: 'NoSuchTagSet' });
    await fails(put('aws:a'), {
      name: 'InvalidTag',
      message: 'System tags cannot be added/updated by requester',
      TagKey: 'aws:a',
    });
  });
});

describe('CreateBucket', () => {
  const create = (name: string, CreateBucketConfiguration: object, region?: string) =>
    on.aws
      .s3(region === undefined ? {} : { region })
      .send(new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration }));

  it('with tags is no repetition of one’s own, and refuses system tags in words of its own', async () => {
    const Tags = [{ Key: 'a', Value: 'b' }];
    await create('tagged-bucket', { Tags });
    await create('tagged-bucket', {});
    await fails(create('tagged-bucket', { Tags }), { name: 'BucketAlreadyOwnedByYou', ...status(409) });
    await fails(create('other-bucket', { Tags: [{ Key: 'aws:a', Value: 'b' }] }), {
      name: 'InvalidTag',
      message: expect.stringContaining('User-defined tag keys can\'t start with "aws:"'),
    });
  });

  it('in the EU goes on saying so', async () => {
    await create('old-europe', { LocationConstraint: 'EU' });
    const location = await on.s3.send(new GetBucketLocationCommand({ Bucket: 'old-europe' }));
    expect(location.LocationConstraint).toBe('EU');
    const head = await on.s3.send(new HeadBucketCommand({ Bucket: 'old-europe' }));
    expect(head.BucketRegion).toBe('eu-west-1');
  });

  it('refuses any other location at a region’s own endpoint alike', async () => {
    for (const LocationConstraint of ['bar', 'us-east-1', 'EU']) {
      await fails(create('elsewhere', { LocationConstraint }, 'us-west-2'), {
        name: 'IllegalLocationConstraintException',
      });
    }
  });
});

describe('a bucket’s location', () => {
  it('is the text of the root element', async () => {
    const answer = await fetch(`${on.aws.url}/${Bucket}?location`, {
      headers: { authorization: 'AWS test:x', date: new Date().toUTCString() },
    });
    expect(await answer.text()).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>',
    );
  });
});

describe('listings', () => {
  it('leave start-after out beside a token', async () => {
    for (const Key of ['l/1', 'l/2', 'l/3']) await on.put(Key);
    const ask = { Bucket, Prefix: 'l/', StartAfter: 'l/1', MaxKeys: 1 };
    const first = await on.s3.send(new ListObjectsV2Command(ask));
    expect(first.StartAfter).toBe('l/1');
    const ContinuationToken = first.NextContinuationToken;
    const second = await on.s3.send(new ListObjectsV2Command({ ...ask, ContinuationToken }));
    expect(second.Contents?.map(({ Key }) => Key)).toEqual(['l/3']);
    expect(second.StartAfter).toBeUndefined();
  });

  it('refuse an empty encoding type', async () => {
    const answer = await fetch(`${on.aws.url}/${Bucket}?list-type=2&encoding-type=`, {
      headers: { authorization: 'AWS test:x', date: new Date().toUTCString() },
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('Invalid Encoding Method specified in Request');
  });
});

describe('the expected bucket owner', () => {
  it('has to be an account’s number', async () => {
    for (const ExpectedBucketOwner of ['0000', '0000000000020', 'abcd']) {
      await fails(on.s3.send(new GetBucketTaggingCommand({ Bucket, ExpectedBucketOwner })), {
        name: 'InvalidBucketOwnerAWSAccountID',
        message: `The value of the expected bucket owner parameter must be an AWS Account ID... [${ExpectedBucketOwner}]`,
        ...status(400),
      });
    }
  });
});

describe('the configuration of a bucket', () => {
  it('name the inventory’s id and destination', async () => {
    const put = (Id: string, Arn: string) =>
      on.s3.send(
        new PutBucketInventoryConfigurationCommand({
          Bucket,
          Id: 'one',
          InventoryConfiguration: {
            Id,
            IsEnabled: true,
            IncludedObjectVersions: 'All',
            Schedule: { Frequency: 'Daily' },
            Destination: { S3BucketDestination: { Bucket: Arn, Format: 'CSV' } },
          },
        }),
      );
    await fails(put('two', `arn:aws:s3:::${Bucket}`), { name: 'IdMismatch' });
    await fails(put('one', Bucket), { name: 'InvalidS3DestinationBucket' });
    expect(await put('one', `arn:aws:s3:::${Bucket}`)).toMatchObject(status(204));
  });

  it('word an empty policy as one that is no JSON', async () => {
    const answer = await fetch(`${on.aws.url}/${Bucket}?policy`, {
      method: 'PUT',
      headers: { authorization: 'AWS test:x', date: new Date().toUTCString() },
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('<Code>MalformedPolicy</Code><Message>Policies must be valid JSON');
  });

  it('tell both locations of a log that would leave its region', async () => {
    const west = on.aws.s3({ region: 'us-west-2' });
    const CreateBucketConfiguration = { LocationConstraint: 'us-west-2' } as const;
    await west.send(new CreateBucketCommand({ Bucket: 'log-west', CreateBucketConfiguration }));
    const east = on.aws.s3({ region: 'us-east-2' });
    await east.send(
      new CreateBucketCommand({
        Bucket: 'log-ohio',
        CreateBucketConfiguration: { LocationConstraint: 'us-east-2' },
      }),
    );
    const LoggingEnabled = { TargetBucket: 'log-ohio', TargetPrefix: '' };
    await fails(
      west.send(new PutBucketLoggingCommand({ Bucket: 'log-west', BucketLoggingStatus: { LoggingEnabled } })),
      {
        name: 'CrossLocationLoggingProhibitted',
        SourceBucketLocation: 'us-west-2',
        TargetBucketLocation: 'us-east-2',
      },
    );
  });
});
