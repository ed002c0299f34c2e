// What SQS's operations work with.
import { operationOf } from '../../core/operation.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Arrivals } from './arrivals.ts';
import type { DataKeys } from './encryption/data-keys.ts';
import type { InFlightQuota } from './in-flight-quota.ts';
import type { MessageStore } from './message-store.ts';
import type { Mover } from './move-task/mover.ts';
import type { MoveTaskStore } from './move-task/task-store.ts';
import type { SqsPorts } from './ports.ts';
import type { QueueStore } from './queue-store.ts';
import type { ReceiveAttempts } from './receive-attempts.ts';

export interface SqsDeps extends Platform {
  readonly ports: SqsPorts;
  readonly queues: QueueStore;
  readonly messages: MessageStore;
  readonly dataKeys: DataKeys;
  readonly quota: InFlightQuota;
  readonly attempts: ReceiveAttempts;
  readonly moveTasks: MoveTaskStore;
  readonly mover: Mover;
  readonly arrivals: Arrivals;
}

export const sqsOperation = operationOf<SqsDeps>();
