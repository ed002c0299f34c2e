// CSV as manifests and reports have it (RFC 4180): quoted fields, doubled quotes, lines ended by LF or CRLF. Pure.

/** The rows of a text that arrives in pieces. A quoted field may hold line breaks. */
export async function* csvRows(pieces: AsyncIterable<string>): AsyncGenerator<string[]> {
  let field = '';
  let row: string[] = [];
  /** `closed`: a quote was seen inside quotes; what follows tells whether it was the last. */
  let quotes: 'none' | 'open' | 'closed' = 'none';
  const endField = () => {
    row.push(field);
    field = '';
    quotes = 'none';
  };
  for await (const piece of pieces) {
    for (const character of piece) {
      if (quotes === 'open') {
        if (character === '"') quotes = 'closed';
        else field += character;
      } else if (character === '"') {
        if (quotes === 'closed') field += '"';
        quotes = 'open';
      } else if (character === ',') endField();
      else if (character === '\n') {
        // Of a line ended by CRLF; one in quotes is the field's own.
        if (quotes === 'none' && field.endsWith('\r')) field = field.slice(0, -1);
        endField();
        // An empty line is none.
        if (row.length > 1 || row[0] !== '') yield row;
        row = [];
      } else if (quotes === 'none' || character !== '\r') field += character;
    }
  }
  if (field === '' && row.length === 0) return;
  endField();
  yield row;
}

const NEEDS_QUOTES = /[",\r\n]/;

export const csvLine = (fields: readonly string[]): string =>
  `${fields.map((field) => (NEEDS_QUOTES.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')}\n`;
