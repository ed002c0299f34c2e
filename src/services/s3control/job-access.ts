// What the operations on a job ask of the authorizer (IAM's service authorization reference for S3: resource
// type job, and its condition keys).
import type { AccessCheck, ConditionContext } from '../../core/access-check.ts';
import type { Call } from '../../core/call.ts';
import { type AccountId, partitionOf } from '../../core/ids.ts';
import type { S3ControlDeps } from './deps.ts';
import { noSuchJob } from './errors.ts';
import { type Job, jobArn, operationName } from './job.ts';
import type { JobTags } from './job-shapes.ts';

interface NamesJob {
  readonly AccountId: string;
  readonly JobId: string;
}

/** `resolve` of the operations that act on one job. */
export function resolveJob({
  input,
  call,
  deps,
}: {
  readonly input: NamesJob;
  readonly call: Call;
  readonly deps: S3ControlDeps;
}): Job {
  const job = deps.jobs.visible(input.AccountId, call.region, input.JobId, deps.clock.now());
  if (!job) throw noSuchJob();
  return job;
}

/** May this be done to the job? */
export const jobCheck = (action: string, job: Job, context: ConditionContext = {}): AccessCheck => ({
  action,
  resource: jobArn(job),
  account: job.account,
  context: {
    's3:ExistingJobPriority': job.priority,
    's3:ExistingJobOperation': operationName(job),
    ...(job.status === 'Suspended' && { 's3:JobSuspendedCause': SUSPENDED_CAUSE }),
    ...tagContext('aws:ResourceTag', job.tags),
    ...context,
  },
});

/** `access` of the operations that ask one permission on a job. */
export const allowsOnJob =
  (action: string) =>
  ({ target }: { readonly target: Job }): AccessCheck =>
    jobCheck(action, target);

/** For jobs of an account that have no id yet. */
export const accountCheck = (
  action: string,
  account: string,
  { region }: Call,
  resource: 'job' | '*',
  context: ConditionContext = {},
): AccessCheck => ({
  action,
  resource: resource === '*' ? '*' : `arn:${partitionOf(region)}:s3:${region}:${account}:job/*`,
  account: account as AccountId,
  context,
});

export function tagContext(key: string, tags: JobTags | undefined): ConditionContext {
  return Object.fromEntries((tags ?? []).map(({ Key, Value }) => [`${key}/${Key}`, Value]));
}

/** The value that the page of the condition key s3:JobSuspendedCause names. */
export const SUSPENDED_CAUSE = 'AWAITING_CONFIRMATION';
