// The queue and its worker on a real database and a clock that stands still.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MoveableClock } from '../../src/platform/clock.ts';
import { type Database, openDatabase } from '../../src/platform/database.ts';
import { createLog } from '../../src/platform/log.ts';
import { ReplicationQueue, replicationMigrations } from '../../src/services/s3/replication/queue.ts';
import type { Task } from '../../src/services/s3/replication/task.ts';
import { type Outcome, ReplicationWorker } from '../../src/services/s3/replication/worker.ts';

const DONE: Outcome = { kind: 'ended', status: 'COMPLETED', keyCalls: [] };
const THROTTLED: Outcome = { kind: 'postponed', explanation: 'throttled', keyCalls: [] };

let database: Database;
let clock: MoveableClock;
let queue: ReplicationQueue;
let run: (task: Task) => Promise<Outcome>;
let worker: ReplicationWorker;

beforeEach(() => {
  database = openDatabase({ file: ':memory:', migrations: replicationMigrations, durability: 'normal' });
  clock = new MoveableClock();
  clock.freeze();
  queue = new ReplicationQueue(database);
  run = async () => DONE;
  worker = newWorker();
});
afterEach(() => database.close());

const newWorker = () =>
  new ReplicationWorker({
    queue,
    database,
    clock,
    log: createLog('silent'),
    run: (task) => run(task),
    onEnd: () => {},
  });

const add = (
  key: string,
  versionId: string,
  { destination = 'dst', size = 1, operation = 'put' as Task['operation'] } = {},
) =>
  database.commit(() => {
    const rule = { ruleId: 'r', role: 'role', destination, metrics: false };
    queue.add({ bucket: 1, key, versionId, operation, rule, size, time: clock.now() });
    worker.wake();
  });

const statuses = () => queue.list({}).map(({ status }) => status);
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('the replication worker', () => {
  it('runs what is written while it runs, and idle waits for it', async () => {
    worker.start();
    await add('k', 'v1');
    await worker.idle();
    expect(statuses()).toEqual(['COMPLETED']);
  });

  it('keeps the order of every key while keys go side by side', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom(1, 9_000_000)), { maxLength: 40 }),
        fc.infiniteStream(fc.constantFrom<Outcome>(DONE, DONE, THROTTLED)),
        async (writes, outcomes) => {
          await database.reset();
          worker = newWorker();
          const seen: Record<string, number[]> = { a: [], b: [], c: [] };
          const busy = new Set<string>();
          run = async (task) => {
            expect(busy.has(task.key)).toBe(false);
            busy.add(task.key);
            await turn();
            busy.delete(task.key);
            const outcome = outcomes.next().value as Outcome;
            if (outcome === DONE) seen[task.key]?.push(Number(task.versionId));
            return outcome;
          };
          worker.start();
          await Promise.all(writes.map(([key, size], index) => add(key, String(index), { size })));
          await worker.idle();
          while (statuses().includes('PENDING')) {
            clock.advance(300_000);
            await worker.idle();
          }
          for (const versions of Object.values(seen)) {
            expect(versions).toEqual([...versions].sort((a, b) => a - b));
          }
          expect(Object.values(seen).flat()).toHaveLength(writes.length);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('lets small objects pass large ones of other keys', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const small: string[] = [];
    run = async (task) => {
      if (task.size > 1) await held;
      else small.push(task.key);
      if (small.length === 20) release();
      return DONE;
    };
    for (let i = 0; i < 100; i += 1) await add(`large-${i}`, 'v', { size: 9_000_000 });
    for (let i = 0; i < 20; i += 1) await add(`small-${i}`, 'v');
    worker.start();
    await worker.idle();
    expect(small).toHaveLength(20);
    expect(new Set(statuses())).toEqual(new Set(['COMPLETED']));
  });

  it('a change of a large object does not wait for other large bodies', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    run = async (task) => {
      if (task.operation === 'metadata') release();
      else await held;
      return DONE;
    };
    for (let i = 0; i < 10; i += 1) await add(`large-${i}`, 'v', { size: 9_000_000 });
    await add('changed', 'v', { size: 9_000_000, operation: 'metadata' });
    worker.start();
    await worker.idle();
    expect(new Set(statuses())).toEqual(new Set(['COMPLETED']));
  });

  it('one key with a long line does not hold up the others', async () => {
    const order: string[] = [];
    run = async (task) => {
      order.push(task.key);
      await turn();
      return DONE;
    };
    for (let i = 0; i < 300; i += 1) await add('hot', String(i));
    await add('cold', 'v');
    worker.start();
    await worker.idle();
    expect(order.indexOf('cold')).toBeLessThan(3);
    expect(order).toHaveLength(301);
  });

  it.each([
    ['64 tasks', 1, 64],
    ['half a megabyte', 65_536, 8],
  ])('a backlog lets others in after %s', async (_, size, most) => {
    let inThisTurn = 0;
    let longest = 0;
    run = async () => {
      inThisTurn += 1;
      longest = Math.max(longest, inThisTurn);
      return DONE;
    };
    for (let i = 0; i < 200; i += 1) void add(`k${i}`, 'v', { size });
    await turn();
    let working = true;
    const others = (async () => {
      while (working) {
        await turn();
        inThisTurn = 0;
      }
    })();
    worker.start();
    await worker.idle();
    working = false;
    await others;
    expect(new Set(statuses())).toEqual(new Set(['COMPLETED']));
    expect(longest).toBeGreaterThan(0);
    expect(longest).toBeLessThanOrEqual(most);
  });

  it('puts throttled tasks off longer and longer, on the injected clock alone', async () => {
    const times: number[] = [];
    const start = clock.now();
    run = async () => {
      times.push(clock.now() - start);
      return times.length < 4 ? THROTTLED : DONE;
    };
    worker.start();
    await add('k', 'v');
    await worker.idle();
    expect(times).toEqual([0]);
    for (const seconds of [999, 1, 1500, 2250]) {
      clock.advance(seconds);
      await clock.settle();
    }
    expect(times).toEqual([0, 1000, 2500, 4750]);
    expect(statuses()).toEqual(['COMPLETED']);
  });

  it('an attempt that breaks is tried again, and never ends the loop', async () => {
    let broken = true;
    run = async () => {
      if (broken) throw new Error('a bug');
      return DONE;
    };
    worker.start();
    await add('k', 'v');
    await worker.idle();
    expect(queue.list({})[0]).toMatchObject({ status: 'PENDING', attempts: 1, explanation: 'Error: a bug' });
    broken = false;
    clock.advance(1000);
    await clock.settle();
    expect(statuses()).toEqual(['COMPLETED']);
  });

  it('does nothing while paused but what is stepped', async () => {
    worker.start();
    worker.pause();
    await add('a', 'v');
    await add('b', 'v');
    await worker.idle();
    expect(statuses()).toEqual(['PENDING', 'PENDING']);
    expect((await worker.step())?.key).toBe('a');
    expect(statuses()).toEqual(['COMPLETED', 'PENDING']);
    worker.resume();
    await worker.idle();
    expect(await worker.step()).toBeUndefined();
    expect(statuses()).toEqual(['COMPLETED', 'COMPLETED']);
  });

  it('takes up on start what an earlier process left PENDING', async () => {
    await add('a', 'v');
    const later = newWorker();
    later.start();
    await later.idle();
    expect(statuses()).toEqual(['COMPLETED']);
  });

  it('COMPLETED is final: a late end changes nothing', async () => {
    worker.start();
    await add('a', 'v');
    await worker.idle();
    const task = queue.list({})[0] as Task;
    expect(queue.end(task, 0, { status: 'FAILED', keyCalls: [] })).toBe(false);
    expect(statuses()).toEqual(['COMPLETED']);
  });

  it('a version that was deleted while its task ran leaves the line to the next', async () => {
    run = async (task) => {
      if (task.versionId === '1') await database.commit(() => queue.forgetVersion(1, 'a', '1', clock.now()));
      return DONE;
    };
    worker.start();
    worker.pause();
    await add('a', '1');
    await add('a', '2');
    worker.resume();
    await worker.idle();
    expect(statuses()).toEqual(['UNTRACKED', 'COMPLETED']);
  });

  it('FAILED tasks stay so until they are retried', async () => {
    run = async () => ({ kind: 'ended', status: 'FAILED', failureReason: 'DstBucketNotFound', keyCalls: [] });
    worker.start();
    await add('a', '1');
    await worker.idle();
    clock.advance(86_400_000);
    await clock.settle();
    expect(queue.list({})[0]).toMatchObject({ status: 'FAILED', attempts: 1 });
    run = async () => DONE;
    await database.commit(() => queue.retry({}, clock.now()));
    await worker.idle();
    expect(statuses()).toEqual(['COMPLETED']);
  });
});
