// aws-chunked with a signature for each chunk, by Signature Version 4 and 4A: no byte may change.
import { describe, expect, it } from 'vitest';
import { chunked, signHeaders } from '../../support/signer.ts';
import { bodySuite, LARGE, SMALL } from './body-suite.ts';
import { code, unchecked } from './raw-http.ts';

const on = bodySuite();
const { put, received, bodyGiven } = on;

describe.each([
  ['', 'AWS4-HMAC-SHA256', {}],
  [', by key pairs', 'AWS4-ECDSA-P256-SHA256', { regionSet: '*' }],
] as const)('signed chunks%s', (_how, algorithm, version) => {
  const signer = { accessKeyId: 'test', secret: 'test', service: 's3', ...version };
  const signed = (
    body: Buffer,
    options: { trailers?: Record<string, string>; tamper?: (frame: Buffer) => Buffer } = {},
  ) => {
    const { trailers, tamper = (frame) => frame } = options;
    const signing = signHeaders(signer, {
      method: 'PUT',
      host: `127.0.0.1:${on.wire.port}`,
      path: '/b/k',
      payloadHash: `STREAMING-${algorithm}-PAYLOAD${trailers ? '-TRAILER' : ''}`,
      headers: {
        'x-amz-decoded-content-length': String(body.length),
        ...(trailers && { 'x-amz-trailer': Object.keys(trailers).join(',') }),
      },
    });
    const chunks = [body.subarray(0, 70_000), body.subarray(70_000)].filter((chunk) => chunk.length > 0);
    const frame = chunked({ chunks, ...(trailers && { trailers }), signing });
    return put(tamper(frame), signing.headers);
  };
  const flip = (at: number) => (frame: Buffer) => {
    const copy = Buffer.from(frame);
    copy[at] = (copy[at] ?? 0) ^ 1;
    return copy;
  };

  it.each([
    ['small', SMALL],
    ['large', LARGE],
  ])('are accepted, with and without trailers (%s)', async (_size, body) => {
    expect((await signed(body)).status).toBe(200);
    expect(received()?.equals(body)).toBe(true);
    expect((await signed(body, { trailers: { 'x-amz-checksum-sha1': 'AAAAAA==' } })).status).toBe(200);
    expect(bodyGiven().trailers).toEqual({ 'x-amz-checksum-sha1': 'AAAAAA==' });
  });

  it.each([
    ['a byte of the payload', (frame: Buffer) => flip(frame.indexOf(SMALL))(frame), SMALL],
    ['a byte of the payload', flip(50_000), LARGE],
    ['a byte of the second chunk', flip(100_000), LARGE],
    ['the last signature', (frame: Buffer) => flip(frame.length - 8)(frame), LARGE],
  ])('are refused once %s was changed', async (_what, tamper, body) => {
    const answer = await signed(body, { tamper });
    expect([answer.status, code(answer)]).toEqual([403, 'SignatureDoesNotMatch']);
    expect(on.wire.objects.size).toBe(0);
  });

  it('show by their refusal what should have been signed', async () => {
    const answer = await signed(SMALL, { tamper: flip(90) });
    expect(answer.text).toContain('<AWSAccessKeyId>test</AWSAccessKeyId>');
    expect(answer.text).toMatch(new RegExp(`<StringToSign>${algorithm}-PAYLOAD\\n\\d{8}T\\d{6}Z\\n`));
    expect(answer.text).toMatch(/<SignatureProvided>[^<]+<[/]SignatureProvided><StringToSignBytes>41 57 53 /);
  });

  it('may have blanks around the parts of their header', async () => {
    const spaced = (frame: Buffer) =>
      Buffer.from(
        frame.toString('latin1').replaceAll(/;chunk-signature=([^\r]+)/g, ' ; chunk-signature = $1 '),
        'latin1',
      );
    expect((await signed(SMALL, { tamper: spaced })).status).toBe(200);
  });

  it('have no parameter behind their signature', async () => {
    const more = (frame: Buffer) =>
      Buffer.from(frame.toString('latin1').replaceAll(/(;chunk-signature=[^\r]+)/g, '$1;a=b'), 'latin1');
    const answer = await signed(SMALL, { tamper: more });
    expect([answer.status, code(answer)]).toEqual([400, 'IncompleteBody']);
  });

  it('are refused once a trailer was changed', async () => {
    const answer = await signed(SMALL, {
      trailers: { 'x-amz-checksum-sha1': 'AAAAAA==' },
      tamper: (frame) => Buffer.from(frame.toString('latin1').replace('AAAAAA==', 'AAAAAB=='), 'latin1'),
    });
    expect([answer.status, code(answer)]).toEqual([403, 'SignatureDoesNotMatch']);
  });

  it.each([
    ['without their signature', /x-amz-trailer-signature:.*\r\n\r\n$/s],
    ['gone, their signature left', /x-amz-checksum-sha1:.*?\r\n/],
  ])('are incomplete with trailers %s', async (_what, gone) => {
    const answer = await signed(SMALL, {
      trailers: { 'x-amz-checksum-sha1': 'AAAAAA==' },
      tamper: (frame) => {
        const rest = frame
          .toString('latin1')
          .replace(gone, '')
          .replace(/\r\n\r\n$/, '\r\n');
        return Buffer.from(rest, 'latin1');
      },
    });
    expect([answer.status, code(answer)]).toEqual([400, 'IncompleteBody']);
  });

  it('must carry their signatures', async () => {
    const answer = await signed(SMALL, { tamper: () => chunked({ chunks: [SMALL] }) });
    expect([answer.status, code(answer)]).toEqual([400, 'IncompleteBody']);
  });

  it('of a key whose secret nobody can guess are taken as they are', async () => {
    const body = chunked({
      chunks: [SMALL],
      signing: { algorithm, key: Buffer.alloc(32, 1), date: 'd', scope: 's', signature: 'seed' },
    });
    const answer = await put(body, {
      authorization: unchecked('s3', 'AKIAUNKNOWN'),
      'x-amz-content-sha256': `STREAMING-${algorithm}-PAYLOAD`,
      'x-amz-decoded-content-length': String(SMALL.length),
    });
    expect(answer.status).toBe(200);
  });
});
