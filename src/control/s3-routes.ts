// /_waxseal/s3/unencrypted: a bucket that writes as buckets did before S3 encrypted everything.
import type { FastifyInstance } from 'fastify';
import { jsonBody } from './json-body.ts';
import type { ControlPorts } from './ports.ts';

export function s3Routes(fastify: FastifyInstance, { s3 }: ControlPorts): void {
  fastify.post('/_waxseal/s3/unencrypted', async (request) => {
    const { bucket, unencrypted = true } = jsonBody(request);
    if (typeof bucket !== 'string') throw fastify.httpErrors.badRequest('name the bucket');
    if (typeof unencrypted !== 'boolean') throw fastify.httpErrors.badRequest('unencrypted is true or false');
    if (!(await s3.setUnencrypted(bucket, unencrypted)))
      throw fastify.httpErrors.notFound(`there is no bucket ${bucket}`);
    return { bucket, unencrypted };
  });
}
