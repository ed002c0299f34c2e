// x-amz-content-sha256: what every header-signed request of S3 carries.
import { describe, expect, it } from 'vitest';
import { createUser } from '../../support/users.ts';
import { suite } from './support.ts';

const on = suite();
const list = (accessKeyId: string) => {
  const date = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = `${accessKeyId}/${date.slice(0, 8)}/us-east-1/s3/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`;
  return fetch(on.aws.url, { headers: { authorization, 'x-amz-date': date } });
};

describe('x-amz-content-sha256', () => {
  it('may not be left out by a key that somebody created', async () => {
    const { keys } = await createUser(on.aws, 'hashless');
    const answer = await list(keys.accessKeyId);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(
      '<Code>InvalidRequest</Code><Message>Missing required header for this request: x-amz-content-sha256</Message>',
    );
  });

  it('may be left out by a key that nobody did', async () => {
    expect((await list('nobody')).status).toBe(200);
  });
});
