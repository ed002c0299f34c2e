// The parts of an upload as runs of one size with consecutive numbers: most uploads are one run and a last part, and
// what one statement can do for a run need not be done 10,000 times.

export interface PartRun {
  /** Where it begins in the whole. */
  readonly start: number;
  readonly first: number;
  readonly last: number;
}

export function runsOf(parts: readonly { readonly number: number; readonly size: number }[]): PartRun[] {
  const runs: { readonly start: number; readonly first: number; last: number; readonly size: number }[] = [];
  let start = 0;
  for (const { number, size } of parts) {
    const run = runs.at(-1);
    if (run && number === run.last + 1 && size === run.size) run.last = number;
    else runs.push({ start, first: number, last: number, size });
    start += size;
  }
  return runs;
}
