import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { s3Control } from '../../support/s3control.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { type JobSetting, setJobsUp } from './setting.ts';

let aws: TestServer;
let jobs: JobSetting;
beforeAll(async () => {
  aws = await startTestServer();
  jobs = await setJobsUp(aws);
  await jobs.put('one');
  await jobs.configure();
});
afterAll(() => aws.close());

describe('DescribeJob', () => {
  it('tells how far a job has come and when it ended', async () => {
    aws.clock.freeze();
    const created = new Date(aws.clock.now()).toISOString();
    const { job } = await jobs.run({ generator: jobs.generator() });
    aws.clock.thaw();
    expect(job.element('Status')).toBe('Complete');
    expect(job.element('TotalNumberOfTasks')).toBe('1');
    expect(job.element('NumberOfTasksSucceeded')).toBe('1');
    expect(job.element('NumberOfTasksFailed')).toBe('0');
    expect(job.element('ElapsedTimeInActiveSeconds')).toBe('0');
    expect(job.element('CreationTime')).toBe(created);
    expect(job.element('TerminationDate')).toBe(created);
    expect(job.element('SuspendedDate')).toBeUndefined();
  });

  it('the time of being Active is counted', async () => {
    const key = 'slow';
    await jobs.put(key);
    aws.replication.pause();
    const id = await jobs.create({ generator: jobs.generator() });
    await aws.idle();
    aws.clock.advance(90_000);
    expect((await jobs.control.describe(id)).element('Status')).toBe('Active');
    expect(
      Number((await jobs.control.describe(id)).element('ElapsedTimeInActiveSeconds')),
    ).toBeGreaterThanOrEqual(90);
    aws.replication.resume();
    expect((await jobs.outcome(id)).element('Status')).toBe('Complete');
  });

  it('a job that is not there, of another account or in another region is no job', async () => {
    const id = await jobs.create({ confirmation: true, generator: jobs.generator() });
    const absent = await jobs.control.describe('00000000-0000-0000-0000-000000000000');
    expect(absent.status).toBe(404);
    expect(absent.element('Code')).toBe('NoSuchJobException');
    expect((await s3Control(aws, { region: 'eu-west-1' }).describe(id)).status).toBe(404);
    expect((await s3Control(aws, { account: '111122223333' }).describe(id)).status).toBe(404);
  });

  it('an id that cannot be one is a BadRequestException', async () => {
    expect((await jobs.control.describe('abc')).element('Code')).toBe('BadRequestException');
    expect((await jobs.control.describe('ab%2Fcde')).element('Code')).toBe('BadRequestException');
  });

  it('a job is forgotten 90 days after its end', async () => {
    const { id } = await jobs.run({ generator: jobs.generator() });
    aws.clock.advance(89 * 86_400_000);
    expect((await jobs.control.describe(id)).element('Status')).toBe('Complete');
    aws.clock.advance(2 * 86_400_000);
    expect((await jobs.control.describe(id)).element('Code')).toBe('NoSuchJobException');
    expect((await jobs.control.call('GET', '/v20180820/jobs')).text).not.toContain(id);
    aws.clock.reset();
  });
});
