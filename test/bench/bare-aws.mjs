// What the AWS SDK's own work and Fastify's leave of a call to anybody: KMS and S3 answered from memory, unasked, with
// the headers that S3 sends, for the SDK reads them all and computes the checksum that one of them names.
import fastify from 'fastify';

const ARN = 'arn:aws:kms:us-east-1:000000000000:key/00000000-0000-0000-0000-000000000000';
const DATA_KEY = JSON.stringify({
  KeyMetadata: { KeyId: ARN, Arn: ARN },
  KeyId: ARN,
  Plaintext: Buffer.alloc(32).toString('base64'),
  CiphertextBlob: Buffer.alloc(184).toString('base64'),
});
const OBJECT = Buffer.alloc(1024, 'k');
const ETAG = '"0123456789abcdef0123456789abcdef"';

const S3_HEADERS = {
  etag: ETAG,
  'x-amz-checksum-crc64nvme': 'Ck5b7qlWjN0=',
  'x-amz-checksum-type': 'FULL_OBJECT',
  'x-amz-server-side-encryption': 'aws:kms',
  'x-amz-server-side-encryption-aws-kms-key-id': ARN,
  'x-amz-request-id': '0123456789ABCDEF',
  'x-amz-id-2': '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
  server: 'AmazonS3',
};
const OBJECT_HEADERS = {
  ...S3_HEADERS,
  'accept-ranges': 'bytes',
  'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT',
  'content-type': 'application/octet-stream',
};

const server = fastify();
server.removeAllContentTypeParsers();
server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
server.post('/*', (_request, reply) => reply.type('application/x-amz-json-1.1').send(DATA_KEY));
server.put('/*', (_request, reply) => reply.headers(S3_HEADERS).send());
server.get('/*', (_request, reply) => reply.headers(OBJECT_HEADERS).send(OBJECT));
await server.listen({ port: Number(process.argv[2]), host: '127.0.0.1' });
