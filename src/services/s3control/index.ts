// S3 Control: the jobs of S3 Batch Operations, as far as Batch Replication needs them, the tags of buckets, and the
// block of public access to all the buckets of an account.
//
// Gaps: every operation but S3ReplicateObject (NotImplemented); manifests in ORC or Parquet; CloudTrail's
// JobCreated and JobStatusChanged events; access points, Storage Lens and all else of S3 Control, their tags too.
// By design: jobs of an account run side by side where their priorities are equal, and a higher one pauses the
// lower; a manifest without version ids fails its tasks (InvalidRequest), for the source is versioned; a version
// that live replication has in hand is waited for, not sent twice; texts and codes that AWS publishes nowhere are
// marked as choices where they stand.
// Client quirks: SDKs put the account in front of the host (`111122223333.localhost`) and in x-amz-account-id;
// some send no ConfirmationRequired when it is false, which AWS takes for true.
import type { Service } from '../../core/operation.ts';
import type { Platform } from '../../platform/platform.ts';
import type { S3ControlDeps } from './deps.ts';
import { s3ControlErrors } from './errors.ts';
import { NAMESPACE } from './job-shapes.ts';
import { createJobStore } from './job-store.ts';
import { operations } from './operations/index.ts';
import type { S3ControlPorts } from './ports.ts';
import { JobRunner } from './runner/job-runner.ts';
import { TaskStore } from './task-store.ts';

export { s3ControlMigrations } from './migrations.ts';
export type { S3ControlPorts } from './ports.ts';

export interface S3Control {
  readonly service: Service<S3ControlDeps>;
  readonly operations: typeof operations;
  /** Takes up the jobs that a former process left. */
  start(): void;
  /** Whether a job is at work, other than waiting for its replication tasks. */
  readonly busy: boolean;
  /** Resolves when no job can go on by itself. */
  idle(): Promise<void>;
  close(): Promise<void>;
  /** After a reset of all tables. */
  forget(): void;
}

export function createS3Control(platform: Platform, ports: S3ControlPorts): S3Control {
  const { database } = platform;
  const jobs = createJobStore(database);
  const runner = new JobRunner({ ...platform, jobs, tasks: new TaskStore(database), ports });
  return {
    service: {
      name: 's3control',
      signingNames: ['s3'],
      eventSource: 's3.amazonaws.com',
      protocol: { kind: 'rest-xml', xmlNamespace: NAMESPACE, root: '/v20180820/' },
      deps: {
        ...platform,
        jobs,
        taggedBucket: ports.taggedBucket,
        accountBlocks: ports.accountBlocks,
        wake: () => runner.wake(),
      },
      operations,
      errors: s3ControlErrors,
    },
    operations,
    start: () => runner.start(),
    get busy() {
      return runner.busy;
    },
    idle: () => runner.idle(),
    close: () => runner.stop(),
    forget: () => runner.forget(),
  };
}
