// aws-chunked: however the network cuts the bytes, the payload and the trailers are the same; no byte may change.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AwsError } from '../../src/core/errors.ts';
import { AwsChunkedDecoder } from '../../src/wire/body/aws-chunked.ts';
import { chunked, signHeaders } from '../support/signer.ts';

const NAME = 'x-amz-checksum-crc32';
const SCOPE = {
  accessKeyId: 'a',
  date: '20260101',
  region: 'us-east-1',
  service: 's3',
  text: '20260101/us-east-1/s3/aws4_request',
};
const { algorithm, signature, date, scope, key } = signHeaders(
  { accessKeyId: 'a', secret: 's', service: 's3', time: Date.UTC(2026, 0, 1) },
  { method: 'PUT', host: 'h', path: '/b/k', payloadHash: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER' },
);
const settings = (signed: boolean, trailer: boolean) => ({
  signed,
  announced: trailer ? [NAME] : [],
  ...(signed && { signing: { algorithm, secret: 's', date, scope: SCOPE, seed: signature } }),
});
const frame = (chunks: readonly Uint8Array[], signed: boolean, trailer: boolean) =>
  chunked({
    chunks: chunks.filter((chunk) => chunk.length > 0),
    ...(trailer && { trailers: { [NAME]: 'AAAAAA==' } }),
    ...(signed && { signing: { algorithm, key, date, scope, signature } }),
  });

function decode(pieces: readonly Uint8Array[], signed: boolean, trailer: boolean) {
  const decoder = new AwsChunkedDecoder(settings(signed, trailer));
  const payload = Buffer.concat(pieces.flatMap((piece) => decoder.push(piece)));
  decoder.end();
  return { payload, trailers: decoder.trailers };
}

const chunksOf = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 5 });

it('splits at every byte alike', () => {
  for (const signed of [false, true]) {
    for (const trailer of [false, true]) {
      const chunks = [Buffer.from('hello'), Buffer.from('\r\n0\r\n\r\n'), Buffer.alloc(20, 7)];
      const bytes = frame(chunks, signed, trailer);
      for (let at = 0; at <= bytes.length; at++) {
        const { payload, trailers } = decode([bytes.subarray(0, at), bytes.subarray(at)], signed, trailer);
        expect(payload.equals(Buffer.concat(chunks))).toBe(true);
        expect(trailers).toEqual(trailer ? { [NAME]: 'AAAAAA==' } : {});
      }
      const single = [...bytes].map((byte) => Uint8Array.of(byte));
      expect(decode(single, signed, trailer).payload.equals(Buffer.concat(chunks))).toBe(true);
    }
  }
});

it('gives back any payload in any chunks', () => {
  fc.assert(
    fc.property(chunksOf, fc.boolean(), fc.boolean(), fc.nat(), (chunks, signed, trailer, cut) => {
      const bytes = frame(chunks, signed, trailer);
      const at = cut % (bytes.length + 1);
      const { payload } = decode([bytes.subarray(0, at), bytes.subarray(at)], signed, trailer);
      expect(payload.equals(Buffer.concat(chunks))).toBe(true);
    }),
  );
});

it('takes no signed body of which any bit was changed for another payload', () => {
  fc.assert(
    fc.property(chunksOf, fc.nat(), fc.nat(7), (chunks, position, bit) => {
      const bytes = frame(chunks, true, true);
      const at = position % bytes.length;
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
      try {
        const { payload, trailers } = decode([bytes], true, true);
        // Letter case of a header name or a hexadecimal size is no change.
        expect(payload.equals(Buffer.concat(chunks))).toBe(true);
        expect(trailers).toEqual({ [NAME]: 'AAAAAA==' });
      } catch (error) {
        expect(error).toBeInstanceOf(AwsError);
      }
    }),
    { numRuns: 500 },
  );
});

it('ends in an AwsError for any garbage', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), fc.boolean(), (bytes, signed, trailer) => {
      try {
        decode([bytes], signed, trailer);
      } catch (error) {
        expect(error).toBeInstanceOf(AwsError);
        expect((error as AwsError).status).toBeLessThan(500);
      }
    }),
  );
});
