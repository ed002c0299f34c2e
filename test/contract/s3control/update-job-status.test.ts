import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readReport, reportTo } from '../../support/s3control.ts';
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

describe('UpdateJobStatus', () => {
  it('Ready confirms a suspended job, which runs', async () => {
    const id = await jobs.create({ confirmation: true, generator: jobs.generator() });
    expect((await jobs.outcome(id)).element('Status')).toBe('Suspended');
    const answer = await jobs.control.setStatus(id, 'Ready', 'looked at it');
    expect(answer.element('JobId')).toBe(id);
    expect(answer.element('Status')).toBe('Ready');
    expect(answer.element('StatusUpdateReason')).toBe('looked at it');
    const job = await jobs.outcome(id);
    expect(job.element('Status')).toBe('Complete');
    expect(job.element('StatusUpdateReason')).toBe('looked at it');
    expect(job.element('SuspendedDate')).toBeDefined();
  });

  it('Cancelled calls a suspended job off; nothing was done, so there is no report', async () => {
    const id = await jobs.create({
      confirmation: true,
      generator: jobs.generator(),
      report: reportTo(jobs.papers),
    });
    await aws.idle();
    expect((await jobs.control.setStatus(id, 'Cancelled')).element('Status')).toBe('Cancelling');
    const job = await jobs.outcome(id);
    expect(job.element('Status')).toBe('Cancelled');
    expect(job.element('TerminationDate')).toBeDefined();
    await expect(readReport(jobs.s3, jobs.papers, id)).rejects.toThrow(/key does not exist/);
  });

  it('Cancelled calls an active job off: what is handed over goes its way, the rest is not begun', async () => {
    const setting = await setJobsUp(aws);
    for (let index = 0; index < 3; index += 1) await setting.put(`key-${index}`);
    await setting.configure();
    aws.replication.pause();
    const id = await setting.create({ generator: setting.generator() });
    expect((await setting.outcome(id)).element('Status')).toBe('Active');
    await setting.control.setStatus(id, 'Cancelled', 'No longer needed');
    const job = await setting.outcome(id);
    expect(job.element('Status')).toBe('Cancelled');
    expect(job.element('NumberOfTasksSucceeded')).toBe('0');
    aws.replication.resume();
    expect((await setting.settled('key-2')).ReplicationStatus).toBe('COMPLETED');
  });

  it('a job goes no way that AWS does not name', async () => {
    const { id } = await jobs.run({ generator: jobs.generator() });
    for (const status of ['Ready', 'Cancelled']) {
      const answer = await jobs.control.setStatus(id, status);
      expect(answer.status).toBe(400);
      expect(answer.element('Code')).toBe('JobStatusException');
    }
    expect((await jobs.control.setStatus(id, 'Paused')).element('Code')).toBe('BadRequestException');
    expect((await jobs.control.setStatus('00000000-0000-0000', 'Ready')).element('Code')).toBe(
      'NoSuchJobException',
    );
  });
});
