// A JSON document as it comes over the wire.

/**
 * Jackson's limit, unless told otherwise (StreamReadConstraints); AWS's own is not known. V8 reads millions of lists
 * in each other, but takes seconds, in which nobody else is served.
 */
const DEEPEST = 1_000;
/** A shorter document is read as soon as it is looked through. */
const LONG_BYTES = 64 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LIST = 0x5b;
const LIST_END = 0x5d;
const MAP = 0x7b;
const MAP_END = 0x7d;

/** @throws Error for what is no JSON, or too deep. */
export function parseJson(body: Buffer): unknown {
  if (body.length > LONG_BYTES) refuseDepth(body);
  return JSON.parse(body.toString('utf8'));
}

function refuseDepth(body: Buffer): void {
  let depth = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === QUOTE) at = endOfText(body, at);
    else if (byte === LIST || byte === MAP) depth += 1;
    else if (byte === LIST_END || byte === MAP_END) depth -= 1;
    if (depth > DEEPEST) throw new Error('the document is nested too deeply');
  }
}

/** The place of the quote that ends a text; the document's end where none does. */
function endOfText(body: Buffer, begin: number): number {
  let at = begin + 1;
  while (at < body.length && body[at] !== QUOTE) at += body[at] === BACKSLASH ? 2 : 1;
  return at;
}
