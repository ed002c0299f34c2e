// The states of a job and the ways between them (S3 guide, "Tracking job status and completion reports"). Pure.

export const JOB_STATUSES = [
  'Active',
  'Cancelled',
  'Cancelling',
  'Complete',
  'Completing',
  'Failed',
  'Failing',
  'New',
  'Paused',
  'Pausing',
  'Preparing',
  'Ready',
  'Suspended',
] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

const NEXT: Readonly<Record<JobStatus, readonly JobStatus[]>> = {
  New: ['Preparing', 'Cancelling'],
  Preparing: ['Suspended', 'Ready', 'Failing', 'Cancelling'],
  Suspended: ['Ready', 'Cancelling'],
  Ready: ['Active', 'Cancelling'],
  Active: ['Completing', 'Pausing', 'Failing', 'Cancelling'],
  Pausing: ['Paused', 'Cancelling'],
  Paused: ['Active', 'Cancelling'],
  // The report may be refused; the work itself can no longer be called off.
  Completing: ['Complete', 'Failing'],
  Cancelling: ['Cancelled'],
  Failing: ['Failed'],
  Complete: [],
  Cancelled: [],
  Failed: [],
};

export const mayBecome = (from: JobStatus, to: JobStatus): boolean => NEXT[from].includes(to);

/** No way leads out of these; 90 days later the job is forgotten. */
export const isTerminal = (status: JobStatus): boolean => NEXT[status].length === 0;

/** Where a caller's `requestedJobStatus` leads; undefined where the job cannot go there. */
export function requestedStep(from: JobStatus, requested: 'Ready' | 'Cancelled'): JobStatus | undefined {
  if (requested === 'Ready') return from === 'Suspended' ? 'Ready' : undefined;
  return mayBecome(from, 'Cancelling') ? 'Cancelling' : undefined;
}

/** Has been confirmed (or needed no confirmation) and is not done: jobs that vie for being run. */
export const isRunnable = (status: JobStatus): boolean =>
  status === 'Ready' || status === 'Active' || status === 'Pausing' || status === 'Paused';
