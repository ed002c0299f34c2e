// UntagResource by raw signed HTTP.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { arnOf, callV2, createIdentity, tagsOf } from './call.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
  const Tags = ['a', 'b', 'c'].map((Key) => ({ Key, Value: 'x' }));
  await createIdentity(aws.url, 'ann@example.com', { Tags });
});
afterAll(() => aws.close());

const untag = (identity: string, keys: string) =>
  callV2(aws.url, { method: 'DELETE', path: 'tags', query: { ResourceArn: arnOf(identity), TagKeys: keys } });

describe('UntagResource', () => {
  it('takes tags away; one that is not there is no error', async () => {
    expect((await untag('ann@example.com', 'b')).status).toBe(200);
    expect((await untag('ann@example.com', 'b')).status).toBe(200);
    const { body } = await tagsOf(aws.url, 'ann@example.com');
    expect(body).toEqual({ Tags: ['a', 'c'].map((Key) => ({ Key, Value: 'x' })) });
  });

  it('wants keys, and an identity that stands', async () => {
    const query = { ResourceArn: arnOf('ann@example.com') };
    expect(await callV2(aws.url, { method: 'DELETE', path: 'tags', query })).toMatchObject({
      errorType: 'BadRequestException',
    });
    expect((await untag('nobody@example.com', 'a')).status).toBe(404);
  });
});
