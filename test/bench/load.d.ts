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
export declare const CONNECTIONS = 16;
export declare function load(
  peer: Peer,
  prepared: Prepared,
  milliseconds: number,
  connections?: number,
): Promise<Sample>;
export declare const median: (values: readonly number[]) => number;
