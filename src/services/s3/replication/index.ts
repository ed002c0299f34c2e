// Replication's face towards the rest of S3: hooks for the transactions, a control for the outside.
import type { Migration } from '../../../platform/database.ts';
import type { ReplicationHooks } from '../object-store.ts';

export interface ReplicationControl {
  /** Runs every PENDING task again; called once all is composed. */
  start(): void;
  /** Resolves when no task is due or under way. */
  idle(): Promise<void>;
  pause(): void;
  resume(): void;
  /** Runs one due task while paused; false when none was due. */
  step(): Promise<boolean>;
  list(filter: TaskFilter): unknown;
  /** Makes FAILED tasks PENDING again; answers how many. */
  retry(filter: TaskFilter): Promise<number>;
  /** Makes every task to that destination fail, be throttled or wait; `undefined` ends it. */
  fault(destinationBucket: string, fault: Fault | undefined): void;
}
export interface TaskFilter {
  readonly bucket?: string;
  readonly key?: string;
  readonly status?: string;
}
export type Fault =
  | { readonly kind: 'deny' }
  | { readonly kind: 'throttle' }
  | { readonly kind: 'delay'; readonly seconds: number };

export const replicationMigrations: readonly Migration[] = [];

export interface Replication {
  readonly hooks: ReplicationHooks;
  readonly control: ReplicationControl;
}

export function createReplication(): Replication {
  return {
    hooks: { enqueue: () => undefined, enqueueMetadata() {}, removed() {}, wake() {} },
    control: {
      start() {},
      idle: async () => {},
      pause() {},
      resume() {},
      step: async () => false,
      list: () => [],
      retry: async () => 0,
      fault() {},
    },
  };
}
