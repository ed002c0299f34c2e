// What a job replicates, and what of it it only reports.
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
