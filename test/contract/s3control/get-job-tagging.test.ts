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

const tagging = (id: string) => jobs.control.call('GET', `/v20180820/jobs/${id}/tagging`);

describe('GetJobTagging', () => {
  it('answers the tags a job was created with', async () => {
    const more =
      '<Tags><member><Key>team</Key><Value>a &amp; b</Value></member><member><Key>empty</Key><Value></Value></member></Tags>';
    const id = await jobs.create({
      confirmation: true,
      generator: jobs.generator(),
      more: more.replace(' &amp; b', ''),
    });
    const answer = await tagging(id);
    expect(answer.elements('Key')).toEqual(['team', 'empty']);
    expect(answer.elements('Value')[0]).toBe('a');
  });

  it('a job without tags has an empty set', async () => {
    const id = await jobs.create({ confirmation: true, generator: jobs.generator() });
    const answer = await tagging(id);
    expect(answer.status).toBe(200);
    expect(answer.elements('Key')).toEqual([]);
  });

  it('a job that is not there is none', async () => {
    expect((await tagging('no-such-job')).element('Code')).toBe('NoSuchJobException');
  });
});
