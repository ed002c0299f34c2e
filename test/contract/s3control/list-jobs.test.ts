import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { s3Control } from '../../support/s3control.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { type JobSetting, setJobsUp } from './setting.ts';

let aws: TestServer;
let jobs: JobSetting;
const ids: string[] = [];
beforeAll(async () => {
  aws = await startTestServer();
  jobs = await setJobsUp(aws);
  await jobs.put('one');
  await jobs.configure();
  for (const priority of [1, 2, 3]) {
    ids.push(await jobs.create({ confirmation: true, generator: jobs.generator(), priority }));
  }
  await jobs.run({ generator: jobs.generator(), priority: 4, more: '<Description>ran</Description>' });
});
afterAll(() => aws.close());

const list = (query?: Record<string, string>) =>
  jobs.control.call('GET', '/v20180820/jobs', { ...(query && { query }) });

describe('ListJobs', () => {
  it('lists the newest first, with what a list shows of a job', async () => {
    const answer = await list();
    expect(answer.elements('Priority')).toEqual(['4', '3', '2', '1']);
    expect(answer.elements('JobId').slice(1)).toEqual([...ids].reverse());
    expect(answer.element('Operation')).toBe('S3ReplicateObject');
    expect(answer.element('Description')).toBe('ran');
    expect(answer.element('NumberOfTasksSucceeded')).toBe('1');
    expect(answer.text).not.toContain('RoleArn');
  });

  it('one status or several narrow it', async () => {
    expect((await list({ jobStatuses: 'Complete' })).elements('Priority')).toEqual(['4']);
    const several = await jobs.control.call('GET', '/v20180820/jobs', {
      query: { jobStatuses: 'Suspended', maxResults: '2' },
    });
    expect(several.elements('Priority')).toEqual(['3', '2']);
    expect((await list({ jobStatuses: 'Failing' })).elements('JobId')).toEqual([]);
  });

  it('goes on where a page ended', async () => {
    const first = await list({ maxResults: '3' });
    expect(first.elements('Priority')).toEqual(['4', '3', '2']);
    const second = await list({ maxResults: '3', nextToken: first.element('NextToken') ?? '' });
    expect(second.elements('Priority')).toEqual(['1']);
    expect(second.element('NextToken')).toBeUndefined();
  });

  it('a token nobody gave is InvalidNextTokenException, a status that is none a BadRequestException', async () => {
    expect((await list({ nextToken: '????' })).element('Code')).toBe('InvalidNextTokenException');
    expect((await list({ jobStatuses: 'Done' })).element('Code')).toBe('BadRequestException');
    expect((await list({ maxResults: '1001' })).element('Code')).toBe('BadRequestException');
  });

  it('shows an account and a region its own jobs alone', async () => {
    const elsewhere = s3Control(aws, { region: 'eu-west-1' });
    expect((await elsewhere.call('GET', '/v20180820/jobs')).elements('JobId')).toEqual([]);
    const others = s3Control(aws, { account: '111122223333' });
    expect((await others.call('GET', '/v20180820/jobs')).elements('JobId')).toEqual([]);
    const stranger = await others.call('GET', '/v20180820/jobs', {
      headers: { 'x-amz-account-id': '000000000000' },
    });
    expect(stranger.status).toBe(403);
  });
});
