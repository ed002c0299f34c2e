// What SNS accepted for those whom nobody reaches here, and the certificate that its messages name as SigningCertURL.
import type { FastifyInstance } from 'fastify';
import type { ControlPorts } from './ports.ts';

export function snsRoutes(fastify: FastifyInstance, { sns }: ControlPorts): void {
  fastify.get('/_waxseal/sns/undelivered', async () => ({ messages: sns.undelivered() }));

  fastify.get<{ Params: { file: string } }>('/_waxseal/sns/:file', async ({ params }, reply) => {
    const { file, pem } = await sns.signingCertificate();
    if (params.file !== file) throw fastify.httpErrors.notFound(`SNS signs with ${file}`);
    return reply.type('application/x-pem-file').send(pem);
  });
}
