// What becomes of a job: manifests, the job role's permissions one by one, what may be replicated, reports, failures.
import { gzipSync } from 'node:zlib';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVersioned } from '../../support/replication.ts';
import { createBatchRole, readReport, reportTo } from '../../support/s3control.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { setJobsUp } from './setting.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

/** The replication tasks of a bucket, as the control API shows them. */
const tasksOf = (bucket: string) => aws.replication.list({ bucket }) as readonly object[];

describe('a manifest', () => {
  it('of CSV names versions by URL-encoded keys; only those are replicated', async () => {
    const jobs = await setJobsUp(aws);
    const old = await jobs.put('a b/ü,"x"');
    const newer = await jobs.put('a b/ü,"x"');
    await jobs.configure();
    const manifest = await jobs.manifest([`${jobs.source},a%20b/%C3%BC%2C%22x%22,${old}`]);
    const { job } = await jobs.run({ manifest });
    expect(job.element('Status'), job.text).toBe('Complete');
    expect(job.element('NumberOfTasksSucceeded')).toBe('1');
    expect((await jobs.replica('a b/ü,"x"', { VersionId: old })).ReplicationStatus).toBe('REPLICA');
    await expect(jobs.replica('a b/ü,"x"', { VersionId: newer })).rejects.toThrow();
  });

  it('may have columns to ignore, quotes and empty lines', async () => {
    const jobs = await setJobsUp(aws);
    const version = await jobs.put('one');
    await jobs.configure();
    const manifest = await jobs.manifest(
      [`"note, with comma","${jobs.source}","one","${version}"\r`, ''],
      ['Ignore', 'Bucket', 'Key', 'VersionId'],
    );
    expect((await jobs.run({ manifest })).job.element('NumberOfTasksSucceeded')).toBe('1');
  });

  it('without version ids fails its tasks, as the source is versioned', async () => {
    const jobs = await setJobsUp(aws);
    const version = await jobs.put('one');
    await jobs.configure();
    const bare = await jobs.manifest([`${jobs.source},one`], ['Bucket', 'Key']);
    const { id, job } = await jobs.run({ manifest: bare, report: reportTo(jobs.papers) });
    expect(job.element('Status')).toBe('Complete');
    const { failed } = await readReport(jobs.s3, jobs.papers, id);
    expect(failed).toEqual([
      `${jobs.source},one,,failed,400,InvalidRequest,Task failed due to missing VersionId`,
    ]);
    const half = await jobs.manifest([`${jobs.source},one,`, `${jobs.source},one,${version}`]);
    const second = await jobs.run({ manifest: half });
    expect(second.job.element('NumberOfTasksFailed')).toBe('1');
    expect(second.job.element('NumberOfTasksSucceeded')).toBe('1');
  });

  it('of an inventory names its files, which are read like it', async () => {
    const jobs = await setJobsUp(aws);
    const version = await jobs.put('from/inventory');
    await jobs.configure();
    const Key = 'inventory/data/1.csv.gz';
    const Body = gzipSync(`"${jobs.source}","from/inventory","${version}","true"\n`);
    await jobs.s3.send(new PutObjectCommand({ Bucket: jobs.papers, Key, Body }));
    const index = JSON.stringify({
      sourceBucket: jobs.source,
      destinationBucket: `arn:aws:s3:::${jobs.papers}`,
      version: '2016-11-30',
      fileFormat: 'CSV',
      fileSchema: 'Bucket, Key, VersionId, IsLatest',
      files: [{ key: Key, size: Body.length, MD5checksum: '' }],
    });
    const { ETag = '' } = await jobs.s3.send(
      new PutObjectCommand({ Bucket: jobs.papers, Key: 'manifest.json', Body: index }),
    );
    const manifest = `<Spec><Format>S3InventoryReport_CSV_20161130</Format></Spec><Location><ObjectArn>arn:aws:s3:::${jobs.papers}/manifest.json</ObjectArn><ETag>${ETag.replaceAll('"', '')}</ETag></Location>`;
    const { job } = await jobs.run({ manifest });
    expect(job.element('NumberOfTasksSucceeded'), job.text).toBe('1');
  });

  it.each([
    ['a column too few', (bucket: string) => [`${bucket},one`], 'Invalid Manifest Content'],
    ['two buckets', (bucket: string) => [`${bucket},one,v`, 'other,one,v'], 'Invalid Manifest Content'],
    ['a bad escape', (bucket: string) => [`${bucket},%zz,v`], 'Invalid Manifest Content'],
    ['nothing', () => [''], 'Invalid Manifest Content'],
  ])('with %s fails the job', async (_, lines, reason) => {
    const jobs = await setJobsUp(aws);
    await jobs.configure();
    const { job } = await jobs.run({ manifest: await jobs.manifest(lines(jobs.source)) });
    expect(job.element('Status')).toBe('Failed');
    expect(job.element('FailureCode')).toBe('InvalidManifestContent');
    expect(job.element('FailureReason')).toBe(reason);
  });

  it('of another ETag, that is not there, or that KMS has sealed fails the job', async () => {
    const jobs = await setJobsUp(aws);
    await jobs.configure();
    const manifest = await jobs.manifest([`${jobs.source},one,v`]);
    const changed = manifest.replace(/<ETag>.*<\/ETag>/, '<ETag>00000000000000000000000000000000</ETag>');
    expect((await jobs.run({ manifest: changed })).job.element('FailureCode')).toBe('PreconditionFailed');
    const absent = manifest.replace('manifest.csv', 'absent.csv');
    expect((await jobs.run({ manifest: absent })).job.element('FailureReason')).toMatch(
      /NoSuchKey|AccessDenied/,
    );
    const { ETag = '' } = await jobs.s3.send(
      new PutObjectCommand({
        Bucket: jobs.papers,
        Key: 'manifest.csv',
        Body: 'x',
        ServerSideEncryption: 'aws:kms',
      }),
    );
    const sealed = manifest.replace(/<ETag>.*<\/ETag>/, `<ETag>${ETag.replaceAll('"', '')}</ETag>`);
    expect((await jobs.run({ manifest: sealed })).job.element('Status')).toBe('Failed');
  });

  it('that S3 makes lists what passes the filters', async () => {
    const jobs = await setJobsUp(aws);
    await jobs.put('logs/a.txt', { Body: 'x'.repeat(100) });
    await jobs.put('logs/b.bin', { Body: 'x'.repeat(10) });
    await jobs.putSealed('mail/c.txt');
    await jobs.put('mail/d.txt', { StorageClass: 'STANDARD_IA' });
    await jobs.configure();
    const total = async (filter: string) => {
      const id = await jobs.create({ confirmation: true, generator: jobs.generator(filter) });
      const job = await jobs.outcome(id);
      return job.element('FailureReason') ?? Number(job.element('TotalNumberOfTasks'));
    };
    const list = (name: string, ...items: string[]) =>
      `<${name}>${items.map((item) => `<member>${item}</member>`).join('')}</${name}>`;
    expect(await total('')).toBe(4);
    expect(await total(`<KeyNameConstraint>${list('MatchAnyPrefix', 'logs/')}</KeyNameConstraint>`)).toBe(2);
    expect(
      await total(
        `<KeyNameConstraint>${list('MatchAnyPrefix', 'logs/', 'mail/')}${list('MatchAnySuffix', '.txt')}</KeyNameConstraint>`,
      ),
    ).toBe(3);
    expect(await total(`<KeyNameConstraint>${list('MatchAnySubstring', 'il/')}</KeyNameConstraint>`)).toBe(2);
    expect(await total('<ObjectSizeGreaterThanBytes>50</ObjectSizeGreaterThanBytes>')).toBe(1);
    expect(await total('<ObjectSizeLessThanBytes>11</ObjectSizeLessThanBytes>')).toBe(1);
    expect(await total(list('MatchAnyStorageClass', 'STANDARD_IA'))).toBe(1);
    const sealed = (kind: string) =>
      `<MatchAnyObjectEncryption><ObjectEncryption>${kind}</ObjectEncryption></MatchAnyObjectEncryption>`;
    expect(await total(sealed('<SSE-S3/>'))).toBe(3);
    expect(await total(sealed(`<SSE-KMS><KmsKeyArn>${jobs.sourceKey}</KmsKeyArn></SSE-KMS>`))).toBe(1);
    expect(await total(list('ObjectReplicationStatuses', 'NONE'))).toBe(4);
    const before = new Date(aws.clock.now() - 3_600_000).toISOString();
    expect(await total(`<CreatedAfter>${before}</CreatedAfter>`)).toBe(4);
    const none = 'Manifest generation found no keys matching the filter criteria.';
    expect(await total(`<CreatedBefore>${before}</CreatedBefore>`)).toBe(none);
    expect(await total(list('ObjectReplicationStatuses', 'FAILED', 'COMPLETED', 'REPLICA'))).toBe(none);
    expect(await total(sealed('<SSE-C/>'))).toBe(none);
  });
});

describe('what a job replicates', () => {
  it('FAILED versions, once what failed them is mended', async () => {
    const jobs = await setJobsUp(aws);
    await jobs.configure();
    await jobs.setPolicy({ write: undefined });
    await jobs.put('one');
    expect((await jobs.settled('one')).ReplicationStatus).toBe('FAILED');
    await jobs.setPolicy();
    const filter = '<ObjectReplicationStatuses><member>FAILED</member></ObjectReplicationStatuses>';
    const { job } = await jobs.run({ generator: jobs.generator(filter) });
    expect(job.element('NumberOfTasksSucceeded')).toBe('1');
    expect((await jobs.settled('one')).ReplicationStatus).toBe('COMPLETED');
  });

  it('COMPLETED versions, to a destination that came later', async () => {
    const jobs = await setJobsUp(aws);
    await jobs.configure();
    const version = await jobs.put('one');
    expect((await jobs.settled('one')).ReplicationStatus).toBe('COMPLETED');
    const late = `${jobs.destination}-late`;
    await createVersioned(jobs.remote, late, 'eu-west-1');
    await jobs.setPolicy({
      late: { Effect: 'Allow', Action: 's3:ReplicateObject', Resource: `arn:aws:s3:::${late}/*` },
    });
    const rule = jobs.pageRule();
    await jobs.configure(rule, {
      ...rule,
      ID: 'late',
      Priority: 2,
      Destination: { ...rule.Destination, Bucket: `arn:aws:s3:::${late}` },
    });
    const filter = '<ObjectReplicationStatuses><member>COMPLETED</member></ObjectReplicationStatuses>';
    const { job } = await jobs.run({ generator: jobs.generator(filter) });
    expect(job.element('NumberOfTasksSucceeded'), job.text).toBe('1');
    const tasks = tasksOf(jobs.source);
    expect(tasks.at(-1)).toMatchObject({ destination: late, status: 'COMPLETED', versionId: version });
  });

  it('replicas, which live replication never sends on; they show REPLICA again', async () => {
    const first = await setJobsUp(aws);
    await first.configure();
    const second = await setJobsUp(aws);
    // The first one's destination becomes the source of the second's role and rule.
    const rule = first.pageRule();
    await first.configure({
      ...rule,
      Destination: { Bucket: `arn:aws:s3:::${second.source}` },
      SourceSelectionCriteria: undefined,
    } as never);
    await first.setPolicy({
      write: { Effect: 'Allow', Action: 's3:ReplicateObject', Resource: `arn:aws:s3:::${second.source}/*` },
    });
    await second.configure();
    const version = await first.put('passed on');
    expect((await first.settled('passed on')).ReplicationStatus).toBe('COMPLETED');
    expect((await second.settled('passed on')).ReplicationStatus).toBe('REPLICA');
    await expect(second.replica('passed on')).rejects.toThrow();
    const filter = '<ObjectReplicationStatuses><member>REPLICA</member></ObjectReplicationStatuses>';
    const { job } = await second.run({ generator: second.generator(filter) });
    expect(job.element('NumberOfTasksSucceeded'), job.text).toBe('1');
    expect((await second.replica('passed on')).VersionId).toBe(version);
    expect((await second.settled('passed on')).ReplicationStatus).toBe('REPLICA');
  });

  it('not what the rules do not cover, what is not there, or what was hard-deleted at its destination', async () => {
    const jobs = await setJobsUp(aws);
    await jobs.configure({ ...jobs.pageRule(), Filter: { Prefix: 'in/' } });
    const outside = await jobs.put('outside');
    const inside = await jobs.put('in/one');
    await jobs.settled('in/one');
    await jobs.remote.send(
      new DeleteObjectCommand({ Bucket: jobs.destination, Key: 'in/one', VersionId: inside }),
    );
    const manifest = await jobs.manifest([
      `${jobs.source},outside,${outside}`,
      `${jobs.source},in/one,${inside}`,
      `${jobs.source},absent,${inside}`,
    ]);
    const { id, job } = await jobs.run({ manifest, report: reportTo(jobs.papers) });
    expect(job.element('Status')).toBe('Complete');
    const { failed } = await readReport(jobs.s3, jobs.papers, id);
    expect(failed.map((line) => line.split(',').slice(3, 6).join(' '))).toEqual([
      'failed 400 SrcObjectNotEligible',
      'failed 400 DstObjectHardDeleted',
      'failed 400 SrcVersionNotFound',
    ]);
  });

  it('older versions beneath the newer ones that are at the destination already', async () => {
    const jobs = await setJobsUp(aws);
    await jobs.put('one', { Body: 'old' });
    await jobs.configure();
    const newer = await jobs.put('one', { Body: 'new' });
    await jobs.settled('one');
    await jobs.run({ generator: jobs.generator() });
    expect((await jobs.replica('one')).VersionId).toBe(newer);
  });

  it('versions that are older than versioning itself, under the id null', async () => {
    const jobs = await setJobsUp(aws);
    const Bucket = `${jobs.source}-plain`;
    await jobs.s3.send(new CreateBucketCommand({ Bucket }));
    await jobs.s3.send(new PutObjectCommand({ Bucket, Key: 'ancient', Body: 'old as the bucket' }));
    await jobs.s3.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
    );
    await jobs.setPolicy({
      all: {
        Effect: 'Allow',
        Action: 's3:*',
        Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`],
      },
    });
    const role = await createBatchRole(jobs.iam, {
      ...jobs.policy(),
      initiate: { Effect: 'Allow', Action: 's3:InitiateReplication', Resource: `arn:aws:s3:::${Bucket}/*` },
    });
    await jobs.s3.send(
      new PutBucketReplicationCommand({
        Bucket,
        ReplicationConfiguration: { Role: jobs.replicationRole, Rules: [jobs.pageRule()] },
      }),
    );
    const manifest = await jobs.manifest([`${Bucket},ancient,null`]);
    const { job } = await jobs.run({ role, manifest });
    expect(job.element('NumberOfTasksSucceeded'), job.text).toBe('1');
    expect((await jobs.replica('ancient')).VersionId).toBe('null');
  });

  it('delete markers where the rule sends them, and their versions with them', async () => {
    const jobs = await setJobsUp(aws);
    await jobs.put('gone');
    await jobs.s3.send(new DeleteObjectCommand({ Bucket: jobs.source, Key: 'gone' }));
    await jobs.configure({ ...jobs.pageRule(), DeleteMarkerReplication: { Status: 'Enabled' } });
    const filter = '<EligibleForReplication>true</EligibleForReplication>';
    const { job } = await jobs.run({ generator: jobs.generator(filter) });
    expect(job.element('NumberOfTasksSucceeded'), job.text).toBe('2');
    await expect(jobs.replica('gone')).rejects.toMatchObject({ name: 'NotFound' });
    expect(tasksOf(jobs.source)).toMatchObject([
      { operation: 'put', status: 'COMPLETED' },
      { operation: 'delete-marker', status: 'COMPLETED' },
    ]);
  });

  it('to every destination of the rules; one that fails fails the task', async () => {
    const jobs = await setJobsUp(aws);
    const other = `${jobs.destination}-other`;
    await createVersioned(jobs.remote, other, 'eu-west-1');
    await jobs.put('one');
    const rule = jobs.pageRule();
    await jobs.configure(rule, {
      ...rule,
      ID: 'other',
      Priority: 2,
      Destination: { ...rule.Destination, Bucket: `arn:aws:s3:::${other}` },
    });
    const { id } = await jobs.run({ generator: jobs.generator(), report: reportTo(jobs.papers) });
    const { failed } = await readReport(jobs.s3, jobs.papers, id);
    expect(failed[0]).toContain(',failed,403,DstPutObjectNotPermitted,');
    expect((await jobs.replica('one')).ReplicationStatus).toBe('REPLICA');
    expect((await jobs.settled('one')).ReplicationStatus).toBe('FAILED');
  });

  it('what fails at the destination fails its task with the reason of replication', async () => {
    const jobs = await setJobsUp(aws);
    await jobs.put('one');
    await jobs.configure();
    await jobs.setPolicy({ write: undefined });
    const { id } = await jobs.run({
      generator: jobs.generator(),
      report: reportTo(jobs.papers, 'FailedTasksOnly'),
    });
    const { failed, manifest } = await readReport(jobs.s3, jobs.papers, id);
    expect(manifest.Results.map(({ TaskExecutionStatus }) => TaskExecutionStatus)).toEqual(['failed']);
    expect(failed[0]).toContain(',failed,403,DstPutObjectNotPermitted,');
  });
});

describe("the job's role", () => {
  it('must let S3 Batch Operations in', async () => {
    const jobs = await setJobsUp(aws);
    await jobs.put('one');
    await jobs.configure();
    const role = await createBatchRole(jobs.iam, jobs.policy(), { service: 's3.amazonaws.com' });
    const { job } = await jobs.run({ role, generator: jobs.generator() });
    expect(job.element('Status')).toBe('Failed');
    expect(job.element('FailureCode')).toBe('AssumeRoleNotPermitted');
  });

  it('without s3:InitiateReplication initiates nothing', async () => {
    const jobs = await setJobsUp(aws);
    await jobs.put('one');
    await jobs.configure();
    const role = await createBatchRole(jobs.iam, { ...jobs.policy(), initiate: undefined });
    const { id, job } = await jobs.run({ role, generator: jobs.generator(), report: reportTo(jobs.papers) });
    expect(job.element('NumberOfTasksFailed')).toBe('1');
    const { failed } = await readReport(jobs.s3, jobs.papers, id);
    expect(failed[0]).toContain(',failed,403,InitiateReplicationNotPermitted,');
    expect(tasksOf(jobs.source)).toEqual([]);
  });

  it.each([
    ['s3:GetReplicationConfiguration', ['s3:PutInventoryConfiguration']],
    ['s3:PutInventoryConfiguration', ['s3:GetReplicationConfiguration']],
  ])('without %s generates no manifest', async (_, Action) => {
    const jobs = await setJobsUp(aws);
    await jobs.put('one');
    await jobs.configure();
    const configuration = { Effect: 'Allow', Action, Resource: [`arn:aws:s3:::${jobs.source}`] } as const;
    const role = await createBatchRole(jobs.iam, { ...jobs.policy(), configuration });
    const { job } = await jobs.run({ role, generator: jobs.generator() });
    expect(job.element('Status')).toBe('Failed');
    expect(job.element('FailureReason')).toBe('Manifest generation failed: AccessDenied');
  });

  it('without s3:GetObject reads no manifest', async () => {
    const jobs = await setJobsUp(aws);
    await jobs.configure();
    const role = await createBatchRole(jobs.iam, { ...jobs.policy(), manifest: undefined });
    const manifest = await jobs.manifest([`${jobs.source},one,v`]);
    const { job } = await jobs.run({ role, manifest });
    expect(job.element('FailureReason')).toBe('Reading the manifest is forbidden: AccessDenied');
  });

  it('without s3:PutObject delivers no report: all is replicated, the job fails', async () => {
    const jobs = await setJobsUp(aws);
    await jobs.put('one');
    await jobs.configure();
    const role = await createBatchRole(jobs.iam, { ...jobs.policy(), report: undefined });
    const { job } = await jobs.run({ role, generator: jobs.generator(), report: reportTo(jobs.papers) });
    expect(job.element('Status')).toBe('Failed');
    expect(job.elements('FailureReason')).toEqual([
      'The job report could not be written to your report bucket. Please check your permissions.',
    ]);
    expect((await jobs.settled('one')).ReplicationStatus).toBe('COMPLETED');
  });
});

describe('a job', () => {
  it('for a bucket without rules fails', async () => {
    const jobs = await setJobsUp(aws);
    await jobs.put('one');
    const { job } = await jobs.run({ generator: jobs.generator() });
    expect(job.element('FailureCode')).toBe('SrcBucketReplicationConfigMissing');
  });

  it('fails when more than half of at least a thousand tasks have failed', async () => {
    const jobs = await setJobsUp(aws);
    await jobs.configure();
    const lines = Array.from({ length: 1_400 }, (_, index) => `${jobs.source},absent-${index},v`);
    const { id, job } = await jobs.run({
      manifest: await jobs.manifest(lines),
      report: reportTo(jobs.papers),
    });
    expect(job.element('Status')).toBe('Failed');
    expect(job.element('FailureCode')).toBe('FailureThresholdExceeded');
    const failed = Number(job.element('NumberOfTasksFailed'));
    expect(failed).toBeGreaterThanOrEqual(1_000);
    expect(failed).toBeLessThan(1_400);
    expect((await readReport(jobs.s3, jobs.papers, id)).failed).toHaveLength(failed);
  });

  it('of many tasks hands over a window of them at a time and replicates all', async () => {
    const jobs = await setJobsUp(aws);
    for (let index = 0; index < 300; index += 1) await jobs.put(`many/${index}`);
    await jobs.configure();
    aws.replication.pause();
    const id = await jobs.create({ generator: jobs.generator() });
    await aws.idle();
    expect(tasksOf(jobs.source)).toHaveLength(256);
    aws.replication.resume();
    const job = await jobs.outcome(id);
    expect(job.element('Status')).toBe('Complete');
    expect(job.element('NumberOfTasksSucceeded')).toBe('300');
  });

  it('is gone after a reset, whatever it was doing', async () => {
    await using other = await startTestServer();
    const jobs = await setJobsUp(other);
    await jobs.put('one');
    await jobs.configure();
    other.replication.pause();
    const id = await jobs.create({ generator: jobs.generator() });
    expect((await jobs.outcome(id)).element('Status')).toBe('Active');
    await other.reset();
    await other.idle();
    expect((await jobs.control.describe(id)).element('Code')).toBe('NoSuchJobException');
    expect((await jobs.control.call('GET', '/v20180820/jobs')).elements('JobId')).toEqual([]);
  });

  it('tells a version that was deleted while it waited', async () => {
    const jobs = await setJobsUp(aws);
    const VersionId = await jobs.put('one');
    await jobs.configure();
    aws.replication.pause();
    const id = await jobs.create({ generator: jobs.generator(), report: reportTo(jobs.papers) });
    await aws.idle();
    await jobs.s3.send(new DeleteObjectCommand({ Bucket: jobs.source, Key: 'one', VersionId }));
    const job = await jobs.outcome(id);
    aws.replication.resume();
    expect(job.element('Status'), job.text).toBe('Complete');
    expect((await readReport(jobs.s3, jobs.papers, id)).failed[0]).toContain(',SrcVersionNotFound,');
  });
});
