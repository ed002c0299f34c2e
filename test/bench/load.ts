// Sends one prepared request over and over from several connections and reads what it cost the server.
import { Pool } from 'undici';
import type { Peer } from './peers.ts';
import { hasWrk, type WrkResult, wrk } from './wrk.ts';

export interface Prepared {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer | undefined;
}

export interface Sample {
  readonly perSecond: number;
  readonly cpuMicros: number;
  /** Share of answers that were not 2xx. */
  readonly failed: number;
}
export interface TimedSample extends Sample {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export const CONNECTIONS = 16;
export const ROUND_MS = 1_000;
/** What optimizing compilers want to have seen before they are judged. */
const WARM_MS = 5_000;

export async function load(
  peer: Peer,
  prepared: Prepared,
  milliseconds = ROUND_MS,
  connections = CONNECTIONS,
): Promise<TimedSample> {
  const cpuBefore = peer.cpuMs();
  const send = hasWrk() ? wrk : undiciLoad;
  const { answered, failed, seconds, p50Ms, p99Ms } = await send(
    peer.url,
    prepared,
    milliseconds,
    connections,
  );
  const cpu = peer.cpuMs() - cpuBefore;
  return {
    perSecond: answered / seconds,
    cpuMicros: (cpu * 1000) / answered,
    p50Ms,
    p99Ms,
    failed: failed / answered,
  };
}

async function undiciLoad(
  url: string,
  prepared: Prepared,
  milliseconds: number,
  connections: number,
): Promise<WrkResult> {
  const pool = new Pool(url, { connections, pipelining: 1 });
  const took: number[] = [];
  let failed = 0;
  const begin = performance.now();
  const until = begin + milliseconds;
  const worker = async () => {
    while (performance.now() < until) {
      const sent = performance.now();
      const { statusCode, body } = await pool.request(prepared as Parameters<typeof pool.request>[0]);
      await body.dump();
      took.push(performance.now() - sent);
      if (statusCode >= 300) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const seconds = (performance.now() - begin) / 1000;
  await pool.close();
  took.sort((a, b) => a - b);
  const percentile = (share: number) => took[Math.floor(took.length * share)] ?? Number.NaN;
  return { answered: took.length, failed, seconds, p50Ms: percentile(0.5), p99Ms: percentile(0.99) };
}

/** The floor: a Fastify handler that answers 100 bytes. */
export const BARE_REQUEST: Prepared = { method: 'GET', path: '/', headers: {} };

/** One request to several servers, their rounds alternating; what the bare handler costs is measured in each. */
export async function compare<Name extends string>(
  requests: Readonly<Record<Name, readonly [Peer, Prepared]>>,
  rounds: number,
  connections = CONNECTIONS,
): Promise<Readonly<Record<Name, TimedSample>>> {
  const names = Object.keys(requests) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as TimedSample[]])) as Record<
    Name,
    TimedSample[]
  >;
  const once = (name: Name, milliseconds = ROUND_MS) => {
    const [peer, prepared] = requests[name];
    return load(peer, prepared, milliseconds, connections);
  };
  for (const name of names) await once(name, WARM_MS);
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) samples[name].push(await once(name));
  }
  const mid = (name: Name, of: keyof TimedSample) => median(samples[name].map((sample) => sample[of]));
  return Object.fromEntries(
    names.map((name) => [
      name,
      {
        perSecond: mid(name, 'perSecond'),
        cpuMicros: mid(name, 'cpuMicros'),
        p50Ms: mid(name, 'p50Ms'),
        p99Ms: mid(name, 'p99Ms'),
        failed: Math.max(...samples[name].map(({ failed }) => failed)),
      },
    ]),
  ) as Record<Name, TimedSample>;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
};
