// What a manifest and a report say is read back as it was written, in whatever pieces it arrives; and a job's states.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isTerminal,
  JOB_STATUSES,
  type JobStatus,
  mayBecome,
  requestedStep,
} from '../../src/services/s3control/job-status.ts';
import { csvLine, csvRows } from '../../src/services/s3control/manifest/csv.ts';
import { decodeKey, encodeKey } from '../../src/services/s3control/manifest/keys.ts';

async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  const characters = [...text];
  for (let at = 0; at < characters.length; at += size) yield characters.slice(at, at + size).join('');
}
async function rowsOf(text: string, size: number): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const row of csvRows(inPieces(text, size))) rows.push(row);
  return rows;
}

const field = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('', '"', '""', ',', '\n', '\r\n', '\r', 'x\r', 'a,b', 'say "hi"'),
);
/** A line of one empty field is an empty line, which is none. */
const row = fc.array(field, { minLength: 2, maxLength: 5 });

describe('CSV', () => {
  it('is read back as it was written, in pieces of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        async (rows, size) => {
          expect(await rowsOf(rows.map(csvLine).join(''), size)).toEqual(rows);
        },
      ),
    );
  });

  it('may end without a line break, and its lines with a carriage return', async () => {
    expect(await rowsOf('a,b\r\nc,d', 3)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(await rowsOf('"a","b"\r\n', 2)).toEqual([['a', 'b']]);
    expect(await rowsOf('a,', 1)).toEqual([['a', '']]);
    expect(await rowsOf('\n\n', 1)).toEqual([]);
  });
});

describe('a key', () => {
  it('comes out of its URL encoding as it went in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (key) => {
        expect(encodeKey(key)).toMatch(/^[A-Za-z0-9\-_.~/%]*$/);
        expect(decodeKey(encodeKey(key))).toBe(key);
      }),
    );
  });

  it('with a bad escape is none', () => {
    expect(decodeKey('%zz')).toBeUndefined();
    expect(decodeKey('%ff')).toBeUndefined();
  });
});

describe("a job's states", () => {
  const reachable = (from: JobStatus, seen = new Set<JobStatus>()): ReadonlySet<JobStatus> => {
    if (seen.has(from)) return seen;
    seen.add(from);
    for (const to of JOB_STATUSES) if (mayBecome(from, to)) reachable(to, seen);
    return seen;
  };

  it('are all reached from New, and each leads to an end', () => {
    expect([...reachable('New')].sort()).toEqual([...JOB_STATUSES].sort());
    for (const status of JOB_STATUSES) {
      expect([...reachable(status)].some(isTerminal), status).toBe(true);
    }
  });

  it('of an end lead nowhere, and a confirmed job is never suspended again', () => {
    expect(JOB_STATUSES.filter(isTerminal)).toEqual(['Cancelled', 'Complete', 'Failed']);
    expect(reachable('Ready').has('Suspended')).toBe(false);
  });

  it('are changed by callers only as AWS allows', () => {
    for (const status of JOB_STATUSES) {
      expect(requestedStep(status, 'Ready')).toBe(status === 'Suspended' ? 'Ready' : undefined);
      const cancelled = requestedStep(status, 'Cancelled');
      if (cancelled !== undefined) expect(mayBecome(status, cancelled)).toBe(true);
      if (isTerminal(status)) expect(cancelled).toBeUndefined();
    }
  });
});
