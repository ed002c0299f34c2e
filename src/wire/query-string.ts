// Query strings and form bodies: name and value pairs in the order in which they came.
import { queryDecode } from './percent.ts';

export type Pair = readonly [name: string, value: string];

/** Tomcat's own limit for many years (maxParameterCount); AWS's is not known. Making millions takes seconds. */
const MOST_PAIRS = 10_000;

export class QueryString {
  private constructor(readonly pairs: readonly Pair[]) {}

  static readonly empty = new QueryString([]);

  static of(pairs: readonly Pair[]): QueryString {
    return new QueryString(pairs);
  }

  /** Undefined where an escape is bad, or where there are too many pairs. */
  static parse(text: string): QueryString | undefined {
    if (text === '') return QueryString.empty;
    if (text.length > MOST_PAIRS && hasTooMany(text)) return undefined;
    const pairs: Pair[] = [];
    // Most have one pair, and a split would go through V8's runtime for it.
    for (const part of text.includes('&') ? text.split('&') : [text]) {
      if (part === '') continue;
      const equals = part.indexOf('=');
      const name = queryDecode(equals < 0 ? part : part.slice(0, equals));
      const value = equals < 0 ? '' : queryDecode(part.slice(equals + 1));
      if (name === undefined || value === undefined) return undefined;
      pairs.push([name, value]);
    }
    return new QueryString(pairs);
  }

  /** The first value given under that name. */
  get(name: string): string | undefined {
    for (const [given, value] of this.pairs) if (given === name) return value;
    return undefined;
  }

  /** Signature parameters come in any case (`x-amz-credential`). */
  getIgnoringCase(lowerName: string): string | undefined {
    for (const [given, value] of this.pairs) {
      if (given.length === lowerName.length && given.toLowerCase() === lowerName) return value;
    }
    return undefined;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  all(name: string): readonly string[] {
    return this.pairs.filter(([given]) => given === name).map(([, value]) => value);
  }
}

function hasTooMany(text: string): boolean {
  let found = 1;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) {
    found += 1;
    if (found > MOST_PAIRS) return true;
  }
  return false;
}
