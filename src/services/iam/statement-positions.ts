// Where the statements of a policy stand in its text, as the simulator tells it.
//
// Its positions are those of a reader that has just finished a token: a statement starts behind the `[` or the
// statement before it, one that stands alone behind its own `{`, and each ends behind its `}` (AWS CLI's examples and
// recorded answers: AdministratorAccess from line 3 column 17 to line 8 column 6). Lines and columns count from 1.

export interface Position {
  readonly Line: number;
  readonly Column: number;
}
export interface Span {
  readonly StartPosition: Position;
  readonly EndPosition: Position;
}

/** Spans in the order of the statements. @param text JSON that was found to be a policy. */
export function statementSpans(text: string): readonly Span[] {
  const tokens = [...text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]/g)];
  const positionAt = positions(text);
  const spans: Span[] = [];
  let depth = 0;
  /** The depth at which statements open, while within them. */
  let base: number | undefined;
  let start = 0;
  let before = 0;
  for (const [index, { 0: sign, index: at }] of tokens.entries()) {
    const end = at + sign.length;
    if (depth === 1 && sign === '"Statement"' && tokens[index + 1]?.[0] === ':') {
      base = tokens[index + 2]?.[0] === '[' ? 2 : 1;
    }
    if (sign === '{' && depth === base) start = base === 1 ? end : before;
    if (sign === '{' || sign === '[') depth += 1;
    if (sign === '}' || sign === ']') {
      depth -= 1;
      if (sign === '}' && depth === base) {
        spans.push({ StartPosition: positionAt(start), EndPosition: positionAt(end) });
      }
      if (depth === 1) base = undefined;
    }
    // A comma is read together with what comes after it.
    if (sign !== ',') before = end;
  }
  return spans;
}

function positions(text: string): (offset: number) => Position {
  return (offset) => {
    const before = text.slice(0, offset);
    const line = before.lastIndexOf('\n');
    return { Line: before.split('\n').length, Column: offset - line };
  };
}
