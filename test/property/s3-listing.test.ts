import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Cursor,
  compareKeys,
  type ListQuery,
  listPage,
  successor,
} from '../../src/services/s3/listing/listing.ts';

interface Row {
  readonly key: string;
  readonly place: number;
}

/** Versions of keys in the order of the store: by key, the newest first. */
const reader =
  (rows: readonly Row[], counted: { reads: number } = { reads: 0 }) =>
  ({ key, at }: Cursor, upTo: string | undefined, limit: number): Row[] => {
    counted.reads += 1;
    const after = (row: Row) => {
      const order = compareKeys(row.key, key);
      if (at === 'from') return order >= 0;
      if (at === 'after') return order > 0;
      return order > 0 || (order === 0 && row.place < at);
    };
    return rows
      .filter((row) => after(row) && (upTo === undefined || compareKeys(row.key, upTo) < 0))
      .slice(0, limit);
  };

/** What S3 promises, said the slow way. */
function model(rows: readonly Row[], prefix: string, delimiter: string): string[] {
  const entries: string[] = [];
  for (const { key, place } of rows) {
    if (!key.startsWith(prefix)) continue;
    const at = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
    const entry = at < 0 ? `${key}#${place}` : `${key.slice(0, at + delimiter.length)}|`;
    if (!entries.includes(entry)) entries.push(entry);
  }
  return entries;
}

function everyPage(rows: readonly Row[], query: Omit<ListQuery, 'start' | 'past'>): string[] {
  const entries: string[] = [];
  let position: Pick<ListQuery, 'start' | 'past'> = { start: undefined };
  for (;;) {
    const page = listPage(reader(rows), { ...query, ...position });
    const seen = [
      ...page.rows.map((row) => ({ key: row.key, entry: `${row.key}#${row.place}` })),
      ...page.commonPrefixes.map((key) => ({ key, entry: `${key}|` })),
    ];
    expect(seen.length).toBeLessThanOrEqual(query.maxKeys);
    entries.push(...seen.map(({ entry }) => entry));
    if (!page.next) return entries;
    expect(seen.length).toBe(query.maxKeys);
    position =
      'row' in page.next
        ? { start: { key: page.next.row.key, at: page.next.row.place } }
        : { start: undefined, past: page.next.prefix };
  }
}

const character = fc.constantFrom('a', 'b', '/', '.', 'é', '\uffee', '\u{10ffff}', '\ud7ff', '\u{10000}');
const key = fc.array(character, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
const rows = fc
  .array(fc.record({ key, versions: fc.integer({ min: 1, max: 3 }) }), { maxLength: 40 })
  .map((keys) => {
    const made: Row[] = [];
    let place = 0;
    for (const { key, versions } of keys)
      for (let n = 0; n < versions; n++) made.push({ key, place: ++place });
    return made.sort((a, b) => compareKeys(a.key, b.key) || b.place - a.place);
  });

describe('a listing', () => {
  it('read page by page is the model’s whole', () => {
    fc.assert(
      fc.property(
        rows,
        fc.array(character, { maxLength: 2 }).map((parts) => parts.join('')),
        fc.constantFrom('', '/', 'a', 'é', './', '\u{10ffff}'),
        fc.integer({ min: 1, max: 9 }),
        (all, prefix, delimiter, maxKeys) => {
          const listed = everyPage(all, { prefix, delimiter, maxKeys });
          expect(listed.sort()).toEqual(model(all, prefix, delimiter).sort());
        },
      ),
      { numRuns: 400 },
    );
  });

  it('seeks past what a delimiter folds instead of reading it', () => {
    const many = Array.from({ length: 3000 }, (_, index) => ({
      key: `${String(Math.floor(index / 1000))}/${String(index).padStart(6, '0')}`,
      place: index + 1,
    }));
    const counted = { reads: 0 };
    const page = listPage(reader(many, counted), {
      prefix: '',
      delimiter: '/',
      start: undefined,
      maxKeys: 1000,
    });
    expect(page.commonPrefixes).toEqual(['0/', '1/', '2/']);
    expect(counted.reads).toBeLessThanOrEqual(4);
  });

  it('bounds a prefix by the least key above it', () => {
    fc.assert(
      fc.property(key, key, (prefix, rest) => {
        const bound = successor(prefix);
        if (bound === undefined) return;
        expect(compareKeys(prefix + rest, bound)).toBeLessThan(0);
        expect(compareKeys(bound, prefix)).toBeGreaterThan(0);
        expect(bound.startsWith(prefix)).toBe(false);
      }),
    );
  });
});
