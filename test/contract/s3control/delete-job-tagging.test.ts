import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { type JobSetting, setJobsUp } from './setting.ts';

let aws: TestServer;
let jobs: JobSetting;
beforeAll(async () => {
  aws = await startTestServer();
  jobs = await setJobsUp(aws);
});
afterAll(() => aws.close());

describe('DeleteJobTagging', () => {
  it('removes all tags, and does so again', async () => {
    const id = await jobs.create({
      confirmation: true,
      generator: jobs.generator(),
      more: '<Tags><member><Key>team</Key><Value>a</Value></member></Tags>',
    });
    const path = `/v20180820/jobs/${id}/tagging`;
    expect((await jobs.control.call('DELETE', path)).status).toBe(200);
    expect((await jobs.control.call('GET', path)).elements('Key')).toEqual([]);
    expect((await jobs.control.call('DELETE', path)).status).toBe(200);
  });

  it('a job that is not there is none', async () => {
    const answer = await jobs.control.call('DELETE', '/v20180820/jobs/no-such-job/tagging');
    expect(answer.element('Code')).toBe('NoSuchJobException');
  });
});
