// x-amz-content-sha256: what every header-signed request of S3 carries.
import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signedFetch } from '../../support/signed-fetch.ts';
import { presign } from '../../support/signer.ts';
import { createUser } from '../../support/users.ts';
import { Bucket, suite } from './support.ts';

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

  describe('of a body', () => {
    const path = `/${Bucket}/hashed`;
    const put = (headers: Record<string, string>, target = path) =>
      fetch(`${on.aws.url}${target}`, { method: 'PUT', body: 'hashed', headers });
    const hashed = hash('sha256', 'hashed');
    const none = hash('sha256', '').toUpperCase();
    const decoded = { 'x-amz-decoded-content-length': '6' };
    const presigned = (payloadHash: string) =>
      presign(
        { accessKeyId: 'test', secret: 'test', service: 's3' },
        { method: 'PUT', host: new URL(on.aws.url).host, path, payloadHash, headers: decoded },
      );
    const version2 = { authorization: 'AWS nobody:signature' };

    it('may be in capitals', async () => {
      const { status } = await signedFetch(on.aws, 'PUT', path, {
        body: 'hashed',
        payloadHash: hashed.toUpperCase(),
      });
      expect(status).toBe(200);
      const other = await signedFetch(on.aws, 'PUT', path, {
        body: 'hashed',
        payloadHash: none,
      });
      expect(other.text).toContain(
        "<Message>The provided 'x-amz-content-sha256' header does not match what was computed.</Message>" +
          `<ClientComputedContentSHA256>${none}</ClientComputedContentSHA256>` +
          `<S3ComputedContentSHA256>${hashed}</S3ComputedContentSHA256>`,
      );
    });

    it.each(['invalid', 'unsigned-payload', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'])(
      'is nothing but compared where the signature is in the URL or of version 2: %s',
      async (given) => {
        const headers = { 'x-amz-content-sha256': given, ...decoded };
        for (const answer of [await put(headers, presigned(given)), await put({ ...headers, ...version2 })]) {
          expect(answer.status).toBe(400);
          expect(await answer.text()).toContain(
            `<ClientComputedContentSHA256>${given}</ClientComputedContentSHA256>`,
          );
        }
      },
    );

    it('counts decoded bytes that it does not decode', async () => {
      const framed = { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', ...version2 };
      const other = await put({ ...framed, 'x-amz-decoded-content-length': '5' });
      expect(await other.text()).toContain(
        '<NumberBytesExpected>5</NumberBytesExpected><NumberBytesProvided>6</NumberBytesProvided>',
      );
      const none = await put(framed);
      expect([none.status, await none.text()]).toEqual([
        411,
        expect.stringContaining('MissingContentLength'),
      ]);
    });

    it('frames objects and parts, and no documents (versitygw#1601)', async () => {
      const given = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
      const answer = await signedFetch(on.aws, 'PUT', path, {
        query: { tagging: '' },
        headers: { 'x-amz-decoded-content-length': '20' },
        body: '14\r\n<Tagging></Tagging>  \r\n0\r\n\r\n',
        payloadHash: given,
      });
      expect(answer.status).toBe(400);
      expect(answer.text).toContain(
        '<Code>InvalidRequest</Code><Message>The value of x-amz-content-sha256 header is invalid.</Message>',
      );
    });

    it('has no signatures of chunks where nobody signs (versitygw#1554)', async () => {
      for (const given of [
        'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
        'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER',
      ]) {
        const answer = await put({ 'x-amz-content-sha256': given, ...decoded });
        expect(answer.status).toBe(400);
        expect(await answer.text()).toContain(
          "<Code>InvalidRequest</Code><Message>Anonymous requests don't support this x-amz-content-sha256 value. Please use UNSIGNED-PAYLOAD or STREAMING-UNSIGNED-PAYLOAD-TRAILER.</Message>",
        );
      }
    });

    it('is passed over by reads whose signature is of version 2', async () => {
      await on.put('hashed', 'hashed');
      const headers = { 'x-amz-content-sha256': 'invalid', ...version2 };
      const answer = await fetch(`${on.aws.url}${path}`, { headers });
      expect([answer.status, await answer.text()]).toEqual([200, 'hashed']);
    });
  });
});
