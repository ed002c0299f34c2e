// One bucket, and S3 Control's operations on its tags.
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll } from 'vitest';
import { type ControlOptions, s3Control } from '../../support/s3control.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

export const Bucket = 'tagged';
export const ARN = `arn:aws:s3:::${Bucket}`;

/** Call it at the top of the file; its members work once the tests run. */
export function tagsOfABucket() {
  let aws: TestServer | undefined;
  const server = () => {
    if (!aws) throw new Error('the server has not started');
    return aws;
  };
  beforeAll(async () => {
    aws = await startTestServer();
    await aws.s3().send(new CreateBucketCommand({ Bucket }));
  });
  afterAll(() => aws?.close());

  const pathOf = (arn: string) => `/v20180820/tags/${encodeURIComponent(arn)}`;
  const call =
    (...args: Parameters<ReturnType<typeof s3Control>['call']>) =>
    (options: ControlOptions = {}) =>
      s3Control(server(), options).call(...args);
  return {
    get aws() {
      return server();
    },
    tag: (document: string, arn = ARN, options: ControlOptions = {}) =>
      call('POST', pathOf(arn), {
        body: `<TagResourceRequest xmlns="http://awss3control.amazonaws.com/doc/2018-08-20/"><Tags>${document}</Tags></TagResourceRequest>`,
      })(options),
    untag: (tagKeys: string, arn = ARN, options: ControlOptions = {}) =>
      call('DELETE', pathOf(arn), { query: { tagKeys } })(options),
    list: (arn = ARN, options: ControlOptions = {}) => call('GET', pathOf(arn))(options),
    /** `KEY=VALUE` of each, in order. */
    async tags(): Promise<string[]> {
      const answer = await this.list();
      const values = answer.elements('Value');
      return answer.elements('Key').map((key, at) => `${key}=${values[at]}`);
    },
  };
}

export const xml = (tags: Readonly<Record<string, string>>): string =>
  Object.entries(tags)
    .map(([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`)
    .join('');
