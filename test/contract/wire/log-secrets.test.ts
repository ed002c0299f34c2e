// What the log of requests must not hold.
import { describe, expect, it } from 'vitest';
import { startWire } from './fake-services.ts';
import { send, unchecked } from './raw-http.ts';

describe('the log', () => {
  it('holds no signature, no token and no customer key', async () => {
    const lines: object[] = [];
    const keep = (facts: object) => {
      lines.push(facts);
    };
    const talkative = await startWire({
      log: { debug: keep, info: keep, warn: keep, error: keep, debugging: true },
    });
    const headers = {
      authorization: `${unchecked('s3').slice(0, -4)}beef`,
      'x-amz-security-token': 'secret-token',
      'x-amz-server-side-encryption-customer-key': 'secret-customer-key',
    };
    await send(talkative, { path: '/b/absent?secret-query=1', headers });
    await send(talkative, { path: '/b/breaks', headers }).catch(() => {});
    await send(talkative, {
      method: 'POST',
      headers: { ...headers, 'x-amz-target': 'TrentService.Crash', authorization: unchecked('kms') },
      body: '{"secret-body":1}',
    });
    expect(lines.length).toBeGreaterThanOrEqual(3);
    expect(lines[0]).toMatchObject({ code: 'NoSuchKey', status: 404, path: '/b/absent', method: 'GET' });
    expect(JSON.stringify(lines)).not.toMatch(/beef|secret-(?:token|customer-key|query|body)/);
    await talkative.close();
  });
});
