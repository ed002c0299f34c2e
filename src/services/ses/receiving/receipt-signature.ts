// X-SES-DKIM-SIGNATURE: the tags of a DKIM signature (RFC 6376, relaxed/simple) over the message and X-SES-RECEIPT.
//
// Its form is AWS's (facts/ses-receiving.md §2) and `bh` is the body's own hash. `b` is drawn: amazonses.com's key
// is AWS's alone, so nobody could check a signature made here, and RSA costs as much as a whole SMTP conversation.
import { createHash, hash } from 'node:crypto';
import type { BlobStore } from '../../../platform/blob-store.ts';
import type { Random } from '../../../platform/random.ts';
import { type Content, isWhole, readContent } from './content.ts';

const SIGNED = 'From:To:Cc:Bcc:Subject:Date:Message-ID:MIME-Version:Content-Type:X-SES-RECEIPT' as const;
/** Of a key of 1,024 bits, as amazonses.com's. */
const SIGNATURE = 128;

const CR = 0x0d;
const LF = 0x0a;

export const receiptSignature = (random: Random, bodyHash: string, received: number): string =>
  `a=rsa-sha256; q=dns/txt; b=${random.bytes(SIGNATURE).toString('base64')}; c=relaxed/simple; s=waxseal; ` +
  `d=amazonses.com; t=${Math.floor(received / 1000)}; v=1; bh=${bodyHash}; h=${SIGNED};`;

/**
 * Simple canonicalization: empty lines at the end do not count, and the last line ends with CRLF.
 * @param start where the body begins.
 */
export function bodyHashOf(content: Content, start: number, blobs: BlobStore): string | Promise<string> {
  return isWhole(content)
    ? wholeHash(content.whole.subarray(start))
    : streamHash(bodyOf(content, start, blobs));
}

function wholeHash(body: Uint8Array): string {
  let end = body.length;
  while (end >= 2 && body[end - 1] === LF && body[end - 2] === CR) end -= 2;
  // One CRLF of those at the end is the last line's own.
  if (end + 2 <= body.length) return hash('sha256', body.subarray(0, end + 2), 'base64');
  return createHash('sha256').update(body).update('\r\n').digest('base64');
}

async function streamHash(body: AsyncIterable<Uint8Array>): Promise<string> {
  const sha256 = createHash('sha256');
  let held = Buffer.alloc(0);
  for await (const piece of body) {
    const bytes =
      held.length > 0
        ? Buffer.concat([held, piece])
        : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    let end = bytes.length;
    while (end > 0 && (bytes[end - 1] === CR || bytes[end - 1] === LF)) end -= 1;
    sha256.update(bytes.subarray(0, end));
    held = Buffer.from(bytes.subarray(end));
  }
  const kept = held.toString('latin1').replace(/(\r\n)+$/, '');
  return sha256.update(kept, 'latin1').update('\r\n').digest('base64');
}

async function* bodyOf(content: Content, start: number, blobs: BlobStore): AsyncIterable<Uint8Array> {
  let skip = start;
  for await (const piece of readContent(content, blobs)) {
    if (skip < piece.length) yield piece.subarray(skip);
    skip = Math.max(0, skip - piece.length);
  }
}
