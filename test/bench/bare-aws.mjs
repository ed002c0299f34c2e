// What the AWS SDK's own work and Fastify's leave of a call to anybody: KMS and S3 answered from memory, unasked.
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

const server = fastify();
server.removeAllContentTypeParsers();
server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
server.post('/*', (_request, reply) => reply.type('application/x-amz-json-1.1').send(DATA_KEY));
server.put('/*', (_request, reply) => reply.header('etag', ETAG).send());
server.get('/*', (_request, reply) =>
  reply.header('etag', ETAG).type('application/octet-stream').send(OBJECT),
);
await server.listen({ port: Number(process.argv[2]), host: '127.0.0.1' });
