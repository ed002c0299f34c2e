// SQS: queues, long polling, dead-letter queues, FIFO.
//
// Gaps: request quotas of FIFO queues (FifoThroughputLimit is kept); a repeated ReceiveRequestAttemptId is not known
// any more after a restart; a redriven message keeps its MessageId.
// By design: a queue's URL is made of the address the client used, and only its account and name count on the way
// back; a deleted queue's name is free at once; a poll whose client went away may still take a message, which
// comes back after its visibility timeout, as everywhere on SQS.
// Client quirks: SDKs since 2023 speak json-1.0, older ones the Query protocol, some of them to the queue's own path.
import type { RenamePrincipal } from '../../access/rename-principal.ts';
import type { Service } from '../../core/operation.ts';
import type { Platform } from '../../platform/platform.ts';
import { Arrivals } from './arrivals.ts';
import type { SqsDeps } from './deps.ts';
import { DataKeys } from './encryption/data-keys.ts';
import { sqsErrors } from './errors.ts';
import { InFlightQuota } from './in-flight-quota.ts';
import { createMessageStore } from './message-store.ts';
import { Mover } from './move-task/mover.ts';
import { createMoveTaskStore } from './move-task/task-store.ts';
import { operations } from './operations/index.ts';
import type { SqsPorts } from './ports.ts';
import { createQueueStore } from './queue-store.ts';
import { ReceiveAttempts } from './receive-attempts.ts';

export { sqsMigrations } from './migrations.ts';
export type { SqsPorts } from './ports.ts';

export interface Sqs {
  readonly service: Service<SqsDeps>;
  readonly operations: typeof operations;
  /** Within a commit: queue policies follow a user or a role. */
  readonly renamePrincipal: RenamePrincipal;
  /** Takes up the message move tasks a former process left. */
  start(): void;
  /** Resolves when no message move task has more to do now. */
  idle(): Promise<void>;
  /** Answers every poll under way; none waits any more. Before the server closes. */
  close(): Promise<void>;
  /** After a reset of all tables. */
  forget(): void;
}

export function createSqs(platform: Platform, ports: SqsPorts): Sqs {
  const { database, masterKey, random, clock } = platform;
  const queues = createQueueStore(database);
  const arrivals = new Arrivals(clock);
  const dataKeys = new DataKeys(ports, clock);
  const messages = createMessageStore(database, masterKey, random);
  const moveTasks = createMoveTaskStore(database);
  const mover = new Mover(platform, moveTasks, queues, messages, arrivals);
  const quota = new InFlightQuota();
  const attempts = new ReceiveAttempts();
  const deps: SqsDeps = {
    ...platform,
    ports,
    queues,
    messages,
    dataKeys,
    quota,
    attempts,
    moveTasks,
    mover,
    arrivals,
  };
  return {
    service: {
      name: 'sqs',
      eventSource: 'sqs.amazonaws.com',
      protocol: { kind: 'json-1.0', targetPrefix: 'AmazonSQS' },
      olderProtocol: {
        kind: 'query',
        version: '2012-11-05',
        xmlNamespace: 'http://queue.amazonaws.com/doc/2012-11-05/',
        resourcePath: /^\/\d{12}\/[\w-]{1,80}(?:\.fifo)?\/?$/,
      },
      deps,
      operations,
      errors: sqsErrors,
    },
    operations,
    renamePrincipal: queues.renamePrincipal,
    start: () => mover.start(),
    idle: () => mover.idle(),
    async close() {
      arrivals.close();
      await mover.close();
    },
    forget() {
      queues.forget();
      dataKeys.forget();
      mover.forget();
      quota.forget();
      attempts.forget();
      arrivals.releaseAll();
    },
  };
}
