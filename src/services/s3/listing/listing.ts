// One page of a listing: prefix, delimiter, start and size, over keys that are read by seeking.
//
// Keys stand in the order of their UTF-8 bytes, which SQLite keeps and JavaScript's `<` does not. What a
// delimiter folds into a common prefix is skipped by a seek past it, never read.

export interface Cursor {
  readonly key: string;
  /** `from` the key on, `after` all that it has, or within its versions below a place. */
  readonly at: 'from' | 'after' | number;
}

export interface ListedRow {
  readonly key: string;
  /** Orders the rows of one key, the greatest first. */
  readonly place: number;
}

/** Rows in order, beginning at the cursor and below `upTo` (undefined: to the end). */
export type ReadRows<Row> = (cursor: Cursor, upTo: string | undefined, limit: number) => readonly Row[];

export interface ListQuery {
  readonly prefix: string;
  readonly delimiter: string;
  readonly start: Cursor | undefined;
  /** A common prefix that the page before has shown, or that the marker stands in. */
  readonly past?: string | undefined;
  readonly maxKeys: number;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly commonPrefixes: readonly string[];
  /** What the last entry was, when there is more. */
  readonly next: { readonly row: Row } | { readonly prefix: string } | undefined;
}

const SMALL_READ = 2;

export function listPage<Row extends ListedRow>(read: ReadRows<Row>, query: ListQuery): Page<Row> {
  const { prefix, delimiter, maxKeys } = query;
  const rows: Row[] = [];
  const commonPrefixes: string[] = [];
  if (maxKeys <= 0) return { rows, commonPrefixes, next: undefined };
  const upTo = successor(prefix);
  let cursor = laterOf({ key: prefix, at: 'from' }, query.start);
  let folded = query.past;
  let last: { readonly row: Row } | { readonly prefix: string } | undefined;
  if (folded !== undefined) {
    const beyond = successor(folded);
    if (beyond === undefined) return { rows, commonPrefixes, next: undefined };
    cursor = laterOf(cursor, { key: beyond, at: 'from' });
  }
  let limit = delimiter ? SMALL_READ : maxKeys + 1;
  for (;;) {
    const batch = read(cursor, upTo, limit);
    for (const row of batch) {
      if (folded !== undefined && row.key.startsWith(folded)) continue;
      if (rows.length + commonPrefixes.length === maxKeys) return { rows, commonPrefixes, next: last };
      folded = commonPrefixOf(row.key, prefix, delimiter);
      if (folded === undefined) {
        rows.push(row);
        last = { row };
      } else {
        commonPrefixes.push(folded);
        last = { prefix: folded };
      }
    }
    const end = batch.at(-1);
    if (!end || batch.length < limit) return { rows, commonPrefixes, next: undefined };
    if (folded === undefined) {
      cursor = { key: end.key, at: end.place };
      limit = Math.min(limit * 4, maxKeys + 1);
    } else {
      const beyond = successor(folded);
      if (beyond === undefined) return { rows, commonPrefixes, next: undefined };
      cursor = { key: beyond, at: 'from' };
      limit = SMALL_READ;
    }
  }
}

export function commonPrefixOf(key: string, prefix: string, delimiter: string): string | undefined {
  if (!delimiter) return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

/** The least string above all that begin so; undefined when there is none. */
export function successor(prefix: string): string | undefined {
  const points = [...prefix];
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    const point = last.codePointAt(0) ?? 0;
    if (point < 0x10ffff) {
      // The code points of surrogates have no UTF-8.
      return points.join('') + String.fromCodePoint(point === 0xd7ff ? 0xe000 : point + 1);
    }
  }
  return undefined;
}

/** By UTF-8 bytes. */
export const compareKeys = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

function laterOf(a: Cursor, b: Cursor | undefined): Cursor {
  if (!b) return a;
  const order = compareKeys(a.key, b.key);
  if (order !== 0) return order > 0 ? a : b;
  return a.at === 'from' ? b : a;
}
