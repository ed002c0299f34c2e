// Which of an account's jobs may run (S3 guide, "Assigning job priority"). Pure.
import type { Job } from '../job.ts';
import { isRunnable } from '../job-status.ts';

/** "S3 will pause the lower priority jobs to work on the higher priority ones"; equals run side by side. */
export const isPreceded = ({ id, account, region, priority }: Job, jobs: readonly Job[]): boolean =>
  jobs.some(
    (other) =>
      other.id !== id &&
      other.account === account &&
      other.region === region &&
      other.priority > priority &&
      isRunnable(other.status),
  );
