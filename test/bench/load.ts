// Sends one prepared request over and over from several connections and reads what it cost the server.
import { Pool } from 'undici';
import type { Peer } from './peers.ts';

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

export const CONNECTIONS = 16;

export async function load(
  peer: Peer,
  prepared: Prepared,
  milliseconds: number,
  connections = CONNECTIONS,
): Promise<Sample> {
  const pool = new Pool(peer.url, { connections, pipelining: 1 });
  let answered = 0;
  let failed = 0;
  const cpuBefore = peer.cpuMs();
  const begin = performance.now();
  const until = begin + milliseconds;
  const worker = async () => {
    while (performance.now() < until) {
      const { statusCode, body } = await pool.request(prepared as Parameters<typeof pool.request>[0]);
      await body.dump();
      answered += 1;
      if (statusCode >= 300) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const seconds = (performance.now() - begin) / 1000;
  const cpu = peer.cpuMs() - cpuBefore;
  await pool.close();
  return { perSecond: answered / seconds, cpuMicros: (cpu * 1000) / answered, failed: failed / answered };
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
};
