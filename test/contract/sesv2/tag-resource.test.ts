// TagResource by raw signed HTTP.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { arnOf, createIdentity, tag, tagsOf } from './call.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
  await createIdentity(aws.url, 'example.com', { Tags: [{ Key: 'a', Value: '1' }] });
});
afterAll(() => aws.close());

describe('TagResource', () => {
  it('adds tags, and gives those that stand another value', async () => {
    const Tags = [
      { Key: 'a', Value: '2' },
      { Key: 'b', Value: '' },
    ];
    expect(await tag(aws.url, arnOf('example.com'), Tags)).toMatchObject({ status: 200, body: {} });
    expect((await tagsOf(aws.url, 'example.com')).body).toEqual({ Tags });
  });

  it('refuses what does not stand here, what is no ARN, and more than fifty', async () => {
    const Tags = [{ Key: 'a', Value: '2' }];
    expect(await tag(aws.url, arnOf('nobody.example'), Tags)).toMatchObject({
      status: 404,
      errorType: 'NotFoundException',
    });
    expect(await tag(aws.url, 'example.com', Tags)).toMatchObject({ errorType: 'BadRequestException' });
    const many = Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: 'v' }));
    expect(await tag(aws.url, arnOf('example.com'), many)).toMatchObject({
      errorType: 'BadRequestException',
    });
  });
});
