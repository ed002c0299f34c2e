// ListTagsForResource by raw signed HTTP.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createIdentity, tagsOf } from './call.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('ListTagsForResource', () => {
  it('tells an identity’s tags, none too', async () => {
    await createIdentity(aws.url, 'plain.example');
    expect((await tagsOf(aws.url, 'plain.example')).body).toEqual({ Tags: [] });
    const Tags = [{ Key: 'team', Value: 'mail' }];
    await createIdentity(aws.url, 'ann@example.com', { Tags });
    expect((await tagsOf(aws.url, 'ann@example.com')).body).toEqual({ Tags });
  });

  it('refuses one that does not stand', async () => {
    expect(await tagsOf(aws.url, 'nobody.example')).toMatchObject({
      status: 404,
      errorType: 'NotFoundException',
    });
  });
});
