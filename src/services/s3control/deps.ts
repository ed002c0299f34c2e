// What the operations of S3 Control work with.
import { operationOf } from '../../core/operation.ts';
import type { Platform } from '../../platform/platform.ts';
import type { JobStore } from './job-store.ts';
import type { S3ControlPorts } from './ports.ts';

export interface S3ControlDeps extends Platform {
  readonly jobs: JobStore;
  readonly taggedBucket: S3ControlPorts['taggedBucket'];
  readonly accountBlocks: S3ControlPorts['accountBlocks'];
  /** Tells the runner that a job was made or changed. */
  readonly wake: () => void;
}

export const s3ControlOperation = operationOf<S3ControlDeps>();
