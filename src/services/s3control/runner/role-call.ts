// The Call under which a job works: its role, assumed by S3 Batch Operations on the job's behalf.
import type { Call } from '../../../core/call.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type Job, jobArn } from '../job.ts';
import { roleRefused } from '../job-failure.ts';
import type { S3ControlPorts } from '../ports.ts';

export const SERVICE = 'batchoperations.s3.amazonaws.com';

/** @throws JobFailure where the role is missing or its trust policy does not admit the service. */
export async function assumeJobRole(
  { clock, random }: Pick<Platform, 'clock' | 'random'>,
  { assumeRole }: Pick<S3ControlPorts, 'assumeRole'>,
  job: Job,
): Promise<Call> {
  const call: Call = {
    principal: { type: 'service', service: SERVICE },
    account: job.account,
    region: job.region,
    requestId: random.uuid(),
    time: clock.now(),
    sourceIp: SERVICE,
    userAgent: SERVICE,
    secure: true,
    source: { account: job.account, arn: jobArn(job) },
  };
  try {
    const principal = await assumeRole(job.request.RoleArn, `s3-batch-${job.id}`.slice(0, 64), call);
    const { source: _, ...rest } = call;
    return { ...rest, principal, account: principal.account };
  } catch (error) {
    throw roleRefused(error);
  }
}
