import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { type JobSetting, setJobsUp } from './setting.ts';

let aws: TestServer;
let jobs: JobSetting;
beforeAll(async () => {
  aws = await startTestServer();
  jobs = await setJobsUp(aws);
  await jobs.configure();
  await jobs.put('one');
  await aws.idle();
});
afterAll(() => aws.close());

const statusOf = async (id: string) => (await jobs.outcome(id)).element('Status');

describe('UpdateJobPriority', () => {
  it('answers the priority, which the job has from then on', async () => {
    const id = await jobs.create({ confirmation: true, generator: jobs.generator() });
    const answer = await jobs.control.setPriority(id, 98);
    expect(answer.element('JobId')).toBe(id);
    expect(answer.element('Priority')).toBe('98');
    expect((await jobs.control.describe(id)).element('Priority')).toBe('98');
  });

  it('a job of a higher priority pauses an active one, which goes on when the other is done', async () => {
    const setting = await setJobsUp(aws);
    await setting.put('one');
    await setting.configure();
    aws.replication.pause();
    const low = await setting.create({ generator: setting.generator(), priority: 1 });
    expect(await statusOf(low)).toBe('Active');
    const high = await setting.create({ generator: setting.generator(), priority: 2 });
    expect(await statusOf(high)).toBe('Active');
    expect(await statusOf(low)).toBe('Paused');
    // Now it is the other way round.
    await setting.control.setPriority(low, 3);
    expect(await statusOf(low)).toBe('Active');
    expect(await statusOf(high)).toBe('Paused');
    aws.replication.resume();
    expect(await statusOf(low)).toBe('Complete');
    expect(await statusOf(high)).toBe('Complete');
  });

  it('a job waits in Ready while a higher one is active, and equals run side by side', async () => {
    const setting = await setJobsUp(aws);
    await setting.put('one');
    await setting.configure();
    aws.replication.pause();
    const high = await setting.create({ generator: setting.generator(), priority: 9 });
    await aws.idle();
    const equal = await setting.create({ generator: setting.generator(), priority: 9 });
    const low = await setting.create({ generator: setting.generator(), priority: 8 });
    expect(await statusOf(high)).toBe('Active');
    expect(await statusOf(equal)).toBe('Active');
    expect(await statusOf(low)).toBe('Ready');
    aws.replication.resume();
    expect(await statusOf(low)).toBe('Complete');
  });

  it('is refused for a job that is over, out of bounds, or not there', async () => {
    const { id } = await jobs.run({ generator: jobs.generator() });
    expect((await jobs.control.setPriority(id, 1)).element('Code')).toBe('JobStatusException');
    expect((await jobs.control.setPriority(id, -1)).element('Code')).toBe('BadRequestException');
    expect((await jobs.control.setPriority('no-such-job', 1)).element('Code')).toBe('NoSuchJobException');
  });
});
