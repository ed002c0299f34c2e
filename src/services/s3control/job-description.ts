// A job as DescribeJob and ListJobs show it.
import { type Job, jobArn, operationName } from './job.ts';
import { SUSPENDED_CAUSE } from './job-access.ts';

/** Nothing is counted before the manifest has been read. */
function progressOf(job: Job, now: number) {
  const { total, succeeded, failed, activeMs, activeSince } = job;
  const active = activeMs + (activeSince === undefined ? 0 : now - activeSince);
  return {
    TotalNumberOfTasks: total ?? 0,
    NumberOfTasksSucceeded: succeeded,
    NumberOfTasksFailed: failed,
    Timers: { ElapsedTimeInActiveSeconds: Math.floor(active / 1000) },
  };
}

export function describe(job: Job, now: number) {
  const { request, status, suspended, ended, failures } = job;
  return {
    JobId: job.id,
    ConfirmationRequired: request.ConfirmationRequired,
    Description: request.Description,
    JobArn: jobArn(job),
    Status: status,
    Manifest: request.Manifest,
    Operation: request.Operation,
    Priority: job.priority,
    ProgressSummary: progressOf(job, now),
    StatusUpdateReason: job.statusReason,
    FailureReasons: failures,
    Report: request.Report,
    CreationTime: new Date(job.created),
    TerminationDate: ended === undefined ? undefined : new Date(ended),
    RoleArn: request.RoleArn,
    SuspendedDate: suspended === undefined ? undefined : new Date(suspended),
    SuspendedCause: suspended === undefined ? undefined : SUSPENDED_CAUSE,
    ManifestGenerator: request.ManifestGenerator,
    GeneratedManifestDescriptor: job.generated,
  };
}

export function summarize(job: Job, now: number) {
  return {
    JobId: job.id,
    Description: job.request.Description,
    Operation: operationName(job),
    Priority: job.priority,
    Status: job.status,
    CreationTime: new Date(job.created),
    TerminationDate: job.ended === undefined ? undefined : new Date(job.ended),
    ProgressSummary: progressOf(job, now),
  };
}
