// The certificate that SNS's messages name as their SigningCertURL.
import type { FastifyInstance } from 'fastify';
import type { ControlPorts } from './ports.ts';

export function snsRoutes(fastify: FastifyInstance, { sns }: ControlPorts): void {
  fastify.get<{ Params: { file: string } }>('/_waxseal/sns/:file', async ({ params }, reply) => {
    const { file, pem } = await sns.signingCertificate();
    if (params.file !== file) throw fastify.httpErrors.notFound(`SNS signs with ${file}`);
    return reply.type('application/x-pem-file').send(pem);
  });
}
