// A JSON document as it comes over the wire.

/**
 * Jackson's limit, unless told otherwise (StreamReadConstraints); AWS's own is not known. V8 reads millions of lists
 * in each other, but takes seconds, in which nobody else is served.
 */
const DEEPEST = 1_000;
/**
 * No operation has a tenth as many; AWS's own limit is not known. Four megabytes can hold a million, and making
 * them takes a hundred times what their bytes alone would.
 */
export const MOST_VALUES = 100_000;
/** A shorter document is read as soon as it is looked through. */
const LONG_BYTES = 64 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const LIST = 0x5b;
const LIST_END = 0x5d;
const MAP = 0x7b;
const MAP_END = 0x7d;

/** @throws Error for what is no JSON, too deep, or too much. */
export function parseJson(body: Buffer): unknown {
  if (body.length > LONG_BYTES) refuseExcess(body);
  return JSON.parse(body.toString('utf8'));
}

/** A value stands behind a comma, or first in what holds it. */
function refuseExcess(body: Buffer): void {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === QUOTE) at = endOfText(body, at);
    else if (byte === COMMA) values += 1;
    else if (byte === LIST || byte === MAP) {
      depth += 1;
      values += 1;
    } else if (byte === LIST_END || byte === MAP_END) depth -= 1;
    if (depth > DEEPEST) throw new Error('the document is nested too deeply');
    if (values > MOST_VALUES) throw new Error('the document holds too many values');
  }
}

/** The place of the quote that ends a text; the document's end where none does. */
function endOfText(body: Buffer, begin: number): number {
  let at = begin + 1;
  while (at < body.length && body[at] !== QUOTE) at += body[at] === BACKSLASH ? 2 : 1;
  return at;
}
