// What becomes of a job: its role's permissions one by one, its states and failures.
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
