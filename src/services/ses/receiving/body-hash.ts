// SHA-256 of a message's body as DKIM's simple canonicalization has it (RFC 6376 §3.4.3): empty lines at the end do
// not count, and the last line ends with CRLF.
import { createHash, hash } from 'node:crypto';

const CR = 0x0d;
const LF = 0x0a;
const LINE_ENDS = Buffer.from('\r\n'.repeat(4_096));

/** Of a body in one piece, as base64. */
export function bodyHashOf(body: Uint8Array): string {
  let end = body.length;
  while (end >= 2 && body[end - 1] === LF && body[end - 2] === CR) end -= 2;
  // One CRLF of those at the end is the last line's own.
  if (end + 2 <= body.length) return hash('sha256', body.subarray(0, end + 2), 'base64');
  return createHash('sha256').update(body).update('\r\n').digest('base64');
}

/** The same of a body that comes in pieces. */
export class BodyHash {
  private readonly sha256 = createHash('sha256');
  /** Line ends that count once something follows them. */
  private emptyLines = 0;
  /** A CR whose LF may begin the next piece. */
  private halfALine = false;

  update(piece: Uint8Array): void {
    if (piece.length === 0) return;
    let start = 0;
    if (this.halfALine) {
      this.halfALine = false;
      if (piece[0] === LF) {
        this.emptyLines += 1;
        start = 1;
      } else this.flush('\r');
    }
    let end = piece.length;
    const endsWithin = end > start && piece[end - 1] === CR;
    if (endsWithin) end -= 1;
    let lines = 0;
    while (end >= start + 2 && piece[end - 1] === LF && piece[end - 2] === CR) {
      end -= 2;
      lines += 1;
    }
    if (end > start) {
      this.flush(piece.subarray(start, end));
      this.emptyLines = lines;
    } else this.emptyLines += lines;
    this.halfALine = endsWithin;
  }

  digest(): string {
    if (this.halfALine) this.flush('\r');
    return this.sha256.update('\r\n').digest('base64');
  }

  private flush(content: Uint8Array | string): void {
    for (let left = this.emptyLines * 2; left > 0; left -= LINE_ENDS.length) {
      this.sha256.update(left < LINE_ENDS.length ? LINE_ENDS.subarray(0, left) : LINE_ENDS);
    }
    this.emptyLines = 0;
    this.sha256.update(content);
  }
}
