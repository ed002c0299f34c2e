// What a suite of the benchmark is, and what it is given.
import type { Finding } from './report.ts';

export interface Suite {
  /** What `--only` chooses by, with the names of its cases. */
  readonly name: string;
  readonly cases: readonly string[];
  readonly run: (bench: Bench) => Promise<void>;
}

export interface Bench {
  readonly rounds: number;
  /** The main.js of the build that is measured. */
  readonly server: string;
  /** The main.js of another build, measured beside it: for work on a change. */
  readonly before: string | undefined;
  /** The folder of an installed s3rver. */
  readonly s3rver: string | undefined;
  /** Whether `--only` wants the case. */
  readonly wants: (name: string) => boolean;
  readonly report: (finding: Finding) => void;
}
