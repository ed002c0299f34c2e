// What a benchmark found, row by row: the goal, what was measured, and whether it was reached.

export interface Finding {
  /** `S1` of facts/performance.md §6; several rows may speak for one goal. */
  readonly goal: string;
  readonly what: string;
  readonly measured: number;
  readonly unit: 'x' | 'ms' | 'MiB' | '%' | '/s';
  readonly atMost?: number;
  readonly atLeast?: number;
}

const print = (line: string) => process.stdout.write(`${line}\n`);

export const printHead = (): void => {
  print('| goal | what | wanted | measured | |');
  print('|---|---|---|---|---|');
};

export function printFinding(finding: Finding): void {
  const { goal, what, measured, unit } = finding;
  print(`| ${goal} | ${what} | ${wanted(finding)} | ${shown(measured, unit)} | ${judged(finding)} |`);
}

function wanted({ atMost, atLeast, unit }: Finding): string {
  if (atMost !== undefined) return `≤ ${shown(atMost, unit)}`;
  return atLeast === undefined ? '' : `≥ ${shown(atLeast, unit)}`;
}

function judged({ measured, atMost, atLeast }: Finding): string {
  if (atMost === undefined && atLeast === undefined) return '';
  return (atMost === undefined || measured <= atMost) && (atLeast === undefined || measured >= atLeast)
    ? 'reached'
    : 'missed';
}

function shown(value: number, unit: Finding['unit']): string {
  if (Number.isNaN(value)) return 'n/a';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const text = value.toFixed(digits).replace(/\.0+$|(\.\d*[1-9])0+$/, '$1');
  return unit === 'x' || unit === '%' ? `${text}${unit}` : `${text} ${unit}`;
}
