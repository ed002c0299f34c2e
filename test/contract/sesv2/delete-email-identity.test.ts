// DeleteEmailIdentity by raw signed HTTP.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { callV2, createIdentity } from './call.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

const remove = (identity: string) =>
  callV2(aws.url, { method: 'DELETE', path: `identities/${encodeURIComponent(identity)}` });

describe('DeleteEmailIdentity', () => {
  it('takes an identity away, after which it may be made anew', async () => {
    await createIdentity(aws.url, 'ann+x@example.org', { Tags: [{ Key: 'a', Value: 'b' }] });
    expect(await remove('ann+x@example.org')).toMatchObject({ status: 200, body: {} });
    const path = `identities/${encodeURIComponent('ann+x@example.org')}`;
    expect((await callV2(aws.url, { path })).status).toBe(404);
    expect((await createIdentity(aws.url, 'ann+x@example.org')).status).toBe(200);
  });

  it('tells when there was none, unlike v1', async () => {
    expect(await remove('nobody@example.org')).toMatchObject({
      status: 404,
      errorType: 'NotFoundException',
      body: { message: 'Email identity nobody@example.org does not exist.' },
    });
  });
});
