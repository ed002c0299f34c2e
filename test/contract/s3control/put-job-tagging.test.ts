import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { type JobSetting, setJobsUp } from './setting.ts';

let aws: TestServer;
let jobs: JobSetting;
let id: string;
beforeAll(async () => {
  aws = await startTestServer();
  jobs = await setJobsUp(aws);
  id = await jobs.create({ confirmation: true, generator: jobs.generator() });
});
afterAll(() => aws.close());

const put = (tags: readonly (readonly [string, string])[], job = id) =>
  jobs.control.call('PUT', `/v20180820/jobs/${job}/tagging`, {
    body: `<PutJobTaggingRequest xmlns="http://awss3control.amazonaws.com/doc/2018-08-20/"><Tags>${tags
      .map(([key, value]) => `<member><Key>${key}</Key><Value>${value}</Value></member>`)
      .join('')}</Tags></PutJobTaggingRequest>`,
  });
const keys = async () => (await jobs.control.call('GET', `/v20180820/jobs/${id}/tagging`)).elements('Key');

describe('PutJobTagging', () => {
  it('replaces the tags a job had', async () => {
    expect((await put([['a', '1']])).status).toBe(200);
    expect(
      (
        await put([
          ['b', '2'],
          ['c', ''],
        ])
      ).status,
    ).toBe(200);
    expect(await keys()).toEqual(['b', 'c']);
  });

  it('refuses more than fifty, the same key twice, and AWS’s own', async () => {
    const many = Array.from({ length: 51 }, (_, index) => [`k${index}`, 'v'] as const);
    expect((await put(many)).element('Code')).toBe('TooManyTagsException');
    expect(
      (
        await put([
          ['a', '1'],
          ['a', '2'],
        ])
      ).element('Code'),
    ).toBe('InvalidTag');
    expect((await put([['aws:a', '1']])).element('Code')).toBe('InvalidTag');
    expect((await put([['a!', '1']])).element('Code')).toBe('InvalidTag');
  });

  it('a job that is not there is none', async () => {
    expect((await put([['a', '1']], 'no-such-job')).element('Code')).toBe('NoSuchJobException');
  });
});
