// /_waxseal/kms/quotas: KMS's request quotas, off unless set, so that retries and S3's 503 can be tested.
import type { FastifyInstance } from 'fastify';
import { jsonBody } from './json-body.ts';
import type { ControlPorts } from './ports.ts';

export function kmsRoutes(fastify: FastifyInstance, { kms }: ControlPorts): void {
  fastify.get('/_waxseal/kms/quotas', async () => ({ quotas: kms.requestQuotas() }));

  /** `{"CryptographicOperationsSymmetric": 10, "CreateKey": null}`: requests a second; null lifts a quota. */
  fastify.post('/_waxseal/kms/quotas', async (request) => {
    const given = Object.entries(jsonBody(request));
    for (const [group, rate] of given) {
      if (!kms.isRequestQuota(group))
        throw fastify.httpErrors.badRequest(`KMS has no request quota ${group}`);
      if (rate !== null && !(typeof rate === 'number' && rate >= 0)) {
        throw fastify.httpErrors.badRequest(`${group} must be a number of requests a second, or null`);
      }
    }
    for (const [group, rate] of given) kms.setRequestQuota(group, (rate as number | null) ?? undefined);
    return { quotas: kms.requestQuotas() };
  });
}
