// R1: what replication costs beside the plain PUTs of the same run, how soon a replica is there, and whether it
// keeps up with writers without holding up KMS.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { CONNECTIONS, load, median, type Prepared } from './load.ts';
import { type Peer, startWaxseal } from './peers.ts';
import { prepareReplication, type ReplicatedBucket } from './replicated-bucket.ts';
import type { Finding } from './report.ts';
import type { Bench, Suite } from './suite.ts';
import { COUNTER, hasWrk, wrk } from './wrk.ts';

const KIB = Buffer.alloc(1024, 'k');
const LARGE = Buffer.alloc(64 * 1024 * 1024, 'l');
const SMALL_OBJECTS = 10_000;
const LARGE_OBJECTS = 6;
const WRITING_MS = 3_000;

interface Measure {
  readonly peer: Peer;
  readonly buckets: ReplicatedBucket;
  readonly rounds: number;
  readonly say: (finding: Omit<Finding, 'goal'>) => void;
}

const CASES = {
  'R1 objects of 1 KiB': (measure: Measure) => compareRates(measure, KIB, SMALL_OBJECTS, 0.5),
  'R1 objects of 64 MiB': (measure: Measure) => compareRates(measure, LARGE, LARGE_OBJECTS, 0.8),
  'R1 write to replica': measureDelay,
  'R1 beside 16 writers': measureBesideWriters,
  'R1 backlog': measureBacklogs,
};

export const replication: Suite = {
  name: 'replication',
  cases: Object.keys(CASES),
  async run(bench: Bench) {
    for (const [name, run] of Object.entries(CASES)) {
      if (!bench.wants(name)) continue;
      const folder = mkdtempSync(join(tmpdir(), 'waxseal-bench-'));
      const peer = await startWaxseal({ WAXSEAL_DATA_DIR: folder }, bench.server);
      try {
        const buckets = await prepareReplication(peer);
        const say: Measure['say'] = (finding) =>
          bench.report({ goal: 'R1', ...finding, what: `${name.slice(3)}: ${finding.what}` });
        await run({ peer, buckets, rounds: bench.rounds, say });
      } finally {
        await peer.stop();
        rmSync(folder, { recursive: true, force: true });
      }
    }
  },
};

/** Objects a second that are written where nothing is replicated, and that a held backlog is replicated at. */
async function compareRates(
  { peer, buckets, rounds, say }: Measure,
  body: Buffer,
  count: number,
  goal: number,
) {
  const plain = await buckets.put('plain', body);
  const replicated = await buckets.put('replicated', body);
  const rates: Record<'put' | 'replicate', number[]> = { put: [], replicate: [] };
  const cpu: Record<'put' | 'replicate', number[]> = { put: [], replicate: [] };
  const measured = async (what: 'put' | 'replicate', work: () => Promise<unknown>) => {
    const [cpuBefore, begin] = [peer.cpuMs(), performance.now()];
    await work();
    rates[what].push((count * 1000) / (performance.now() - begin));
    cpu[what].push(peer.cpuMs() - cpuBefore);
  };
  for (let round = -1; round < rounds; round += 1) {
    if (round === 0) for (const each of [rates, cpu]) Object.assign(each, { put: [], replicate: [] });
    await measured('put', () => writeAll(peer, count, (index) => plain(`${round}-${index}`)));
    await buckets.control('pause');
    await writeAll(peer, count, (index) => replicated(`${round}-${index}`));
    await measured('replicate', async () => {
      await buckets.control('resume');
      await buckets.control('wait');
    });
  }
  const ratio = (of: typeof rates) => median(of.replicate) / median(of.put);
  say({ what: 'rate / plain PUT', measured: ratio(rates), unit: 'x', atLeast: goal });
  say({ what: 'CPU / plain PUT', measured: ratio(cpu), unit: 'x' });
  say({ what: 'replicated', measured: median(rates.replicate), unit: '/s' });
}

/** From the answer of a PUT to an idle server until the replica is seen. */
async function measureDelay({ peer, buckets, say }: Measure): Promise<void> {
  const put = await buckets.put('replicated', KIB);
  const pool = new Pool(peer.url, { connections: 1 });
  const took: number[] = [];
  for (let index = 0; index < 200; index += 1) {
    const key = `delay-${index}`;
    const head = await buckets.headReplica(key);
    await send(pool, put(key));
    const begin = performance.now();
    while ((await send(pool, head)) !== 200);
    took.push(performance.now() - begin);
  }
  await pool.close();
  say({ what: 'median', measured: median(took.slice(100)), unit: 'ms', atMost: 20 });
}

/** KMS on a connection of its own, alone and beside writers, in alternation; then the rest of the backlog. */
async function measureBesideWriters({ peer, buckets, rounds, say }: Measure): Promise<void> {
  const replicated = await buckets.put('replicated', KIB);
  const plain = await buckets.put('plain', KIB);
  const beside = async (at: (key: string) => Prepared, prefix: string) => {
    const [{ p99Ms }, written] = await Promise.all([
      load(peer, buckets.encrypt, WRITING_MS, 1),
      writeFor(peer, WRITING_MS, (index) => at(`${prefix}-${index}`)),
    ]);
    return { p99Ms, written };
  };
  const drained = async () => {
    const begin = performance.now();
    await buckets.control('wait');
    return performance.now() - begin;
  };
  await beside(replicated, 'warm');
  await drained();
  const found: Record<'p99' | 'plainP99' | 'written' | 'draining', number[]> = {
    p99: [],
    plainP99: [],
    written: [],
    draining: [],
  };
  for (let round = 0; round < rounds; round += 1) {
    const idle = await load(peer, buckets.encrypt, WRITING_MS, 1);
    const withoutRules = await beside(plain, `w${round}`);
    const withRules = await beside(replicated, `w${round}`);
    found.draining.push((await drained()) / WRITING_MS);
    found.p99.push(withRules.p99Ms / idle.p99Ms);
    found.plainP99.push(withoutRules.p99Ms / idle.p99Ms);
    found.written.push(withRules.written / withoutRules.written);
  }
  say({ what: 'draining / writing', measured: median(found.draining), unit: 'x', atMost: 1 });
  say({ what: 'p99 of KMS / idle', measured: median(found.p99), unit: 'x', atMost: 5 });
  say({ what: 'p99 of KMS / idle, plain writers', measured: median(found.plainP99), unit: 'x' });
  say({ what: 'written / plain writers', measured: median(found.written), unit: 'x' });
}

/** CPU of one task in a long line of waiting ones, beside that in a short one. */
async function measureBacklogs({ peer, buckets, rounds, say }: Measure): Promise<void> {
  const put = await buckets.put('replicated', KIB);
  const costOf = async (count: number, prefix: string) => {
    await buckets.control('pause');
    await writeAll(peer, count, (index) => put(`${prefix}-${index}`));
    const before = peer.cpuMs();
    await buckets.control('resume');
    await buckets.control('wait');
    return (peer.cpuMs() - before) / count;
  };
  await costOf(5_000, 'warm');
  const short: number[] = [];
  for (let round = 0; round < rounds; round += 1) short.push(await costOf(1_000, `s${round}`));
  const long = await costOf(50_000, 'long');
  say({
    what: 'CPU of a task, 50,000 / 1,000 waiting',
    measured: long / median(short),
    unit: 'x',
    atMost: 1.3,
  });
}

/** Writes from every connection for so long; answers how many. */
async function writeFor(
  peer: Peer,
  milliseconds: number,
  request: (index: number | string) => Prepared,
): Promise<number> {
  if (!hasWrk()) return writeAll(peer, Number.POSITIVE_INFINITY, request, performance.now() + milliseconds);
  const { answered, failed } = await wrk(peer.url, request(COUNTER), milliseconds, CONNECTIONS);
  if (failed > 0) throw new Error(`${failed} of ${answered} writes were refused`);
  return answered;
}

/** Sends what `request` makes, from every connection; answers how many. */
async function writeAll(
  { url }: Peer,
  count: number,
  request: (index: number) => Prepared,
  until = Number.POSITIVE_INFINITY,
): Promise<number> {
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1 });
  let sent = 0;
  const writer = async () => {
    while (sent < count && performance.now() < until) {
      const status = await send(pool, request(sent++));
      if (status !== 200) throw new Error(`a write was answered ${status}`);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, writer));
  await pool.close();
  return sent;
}

async function send(pool: Pool, prepared: Prepared): Promise<number> {
  const { statusCode, body } = await pool.request(prepared as Parameters<typeof pool.request>[0]);
  await body.dump();
  return statusCode;
}
