// One task of a job: the version is handed to the replication queue, and later told by what became of it there.

import type { Call } from '../../../core/call.ts';
import { AwsError } from '../../../core/errors.ts';
import type { ReplicationOutcome, S3ControlPorts } from '../ports.ts';
import { type JobTask, type Pending, SUCCESS, type TaskResult } from '../task-store.ts';

type Begun = { readonly pending: Pending } | { readonly result: TaskResult };

/** Rejects only with what passes (throttling, a broken disk): the task stays as it is. */
export async function initiate(
  { initiateReplication }: Pick<S3ControlPorts, 'initiateReplication'>,
  { bucket, key, versionId }: JobTask,
  call: Call,
): Promise<Begun> {
  // Troubleshoot Batch Operations: "failed,400,InvalidRequest,Task failed due to missing VersionId". A manifest
  // without the column is held to it too: "only the version ID that's specified in the manifest is replicated".
  if (!versionId) return { result: failed(400, 'InvalidRequest', 'Task failed due to missing VersionId') };
  try {
    const {
      Tasks,
      FailureReason,
      FailureMessage = '',
    } = await initiateReplication({ Bucket: bucket, Key: key, VersionId: versionId }, call);
    const refusal = FailureReason === undefined ? undefined : failed(400, FailureReason, FailureMessage);
    if (Tasks.length === 0) return { result: refusal ?? SUCCESS };
    return { pending: { tasks: Tasks, ...(refusal && { refusal }) } };
  } catch (error) {
    if (!(error instanceof AwsError) || error.status >= 500) throw error;
    return { result: refused(error) };
  }
}

function refused({ code, status, message }: AwsError): TaskResult {
  if (code === 'AccessDenied') return failed(403, 'InitiateReplicationNotPermitted', message);
  if (code === 'NoSuchBucket') return failed(404, 'SrcBucketNotFound', message);
  return failed(status, code, message);
}

/** Undefined while one of its replication tasks is under way. */
export function resultOf(
  { replicationOutcome }: Pick<S3ControlPorts, 'replicationOutcome'>,
  { tasks, refusal }: Pending,
): TaskResult | undefined {
  const outcomes = tasks.map((task): ReplicationOutcome => replicationOutcome(task) ?? GONE);
  if (outcomes.some(({ status }) => status === 'PENDING')) return undefined;
  const failure = outcomes.find(({ status }) => status !== 'COMPLETED');
  if (!failure) return refusal ?? SUCCESS;
  const { failureReason = 'SrcVersionNotFound', explanation = failureReason } = failure;
  return failed(statusOf(failureReason), failureReason, explanation);
}

const GONE: ReplicationOutcome = {
  status: 'UNTRACKED',
  failureReason: 'SrcVersionNotFound',
  explanation: 'The version was deleted before it was replicated.',
};

const statusOf = (reason: string): number =>
  reason.endsWith('NotPermitted') ? 403 : /NotFound|Missing/.test(reason) ? 404 : 400;

const failed = (httpStatus: number, errorCode: string, message: string): TaskResult => ({
  httpStatus,
  errorCode,
  message,
});
