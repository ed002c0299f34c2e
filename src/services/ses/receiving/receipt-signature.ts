// X-SES-DKIM-SIGNATURE: a DKIM signature (RFC 6376, relaxed/simple) over the message and X-SES-RECEIPT.
//
// Its form is AWS's (facts/ses-receiving.md §2), its key is not: nobody here holds amazonses.com's, so each
// process signs with one of its own. 1,024 bits, since it is made for every message and proves nothing outside.
import { createHash, generateKeyPair, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { Header } from './headers.ts';

const SIGNED = ['From', 'To', 'Cc', 'Bcc', 'Subject', 'Date', 'Message-ID', 'MIME-Version', 'Content-Type'];
const RECEIPT = 'X-SES-RECEIPT';

export type SignReceipt = (
  headers: readonly Header[],
  body: AsyncIterable<Uint8Array>,
  receipt: string,
  received: number,
) => Promise<string>;

export function createReceiptSigner(): SignReceipt {
  let key: Promise<KeyObject> | undefined;
  return async (headers, body, receipt, received) => {
    key ??= promisify(generateKeyPair)('rsa', { modulusLength: 1024 }).then(({ privateKey }) => privateKey);
    const tags = (signature: string, hash: string) =>
      `a=rsa-sha256; q=dns/txt; b=${signature}; c=relaxed/simple; s=waxseal; d=amazonses.com; ` +
      `t=${Math.floor(received / 1000)}; v=1; bh=${hash}; h=${[...SIGNED, RECEIPT].join(':')};`;
    const hash = await bodyHash(body);
    const fields = [...headers, { name: RECEIPT, value: receipt }];
    const lines = [...SIGNED, RECEIPT].flatMap((name) => {
      const last = fields.findLast((field) => field.name.toLowerCase() === name.toLowerCase());
      return last ? [`${relaxed(last)}\r\n`] : [];
    });
    const unsigned = relaxed({ name: 'X-SES-DKIM-SIGNATURE', value: tags('', hash) });
    const signature = await signAside(Buffer.from(lines.join('') + unsigned), await key);
    return tags(signature.toString('base64'), hash);
  };
}

/** In the thread pool: it is the dearest step of receiving a small message, and nothing else waits for it. */
const signAside = (bytes: Buffer, key: KeyObject): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    sign('sha256', bytes, key, (error, signature) => (error ? reject(error) : resolve(signature)));
  });

const relaxed = ({ name, value }: Header): string =>
  `${name.toLowerCase()}:${value.replace(/[ \t]+/g, ' ').trim()}`;

/** Simple canonicalization: empty lines at the end do not count, and the last line ends with CRLF. */
async function bodyHash(body: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  let held = Buffer.alloc(0);
  for await (const piece of body) {
    const bytes =
      held.length > 0
        ? Buffer.concat([held, piece])
        : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    let end = bytes.length;
    while (end > 0 && (bytes[end - 1] === 0x0d || bytes[end - 1] === 0x0a)) end -= 1;
    hash.update(bytes.subarray(0, end));
    held = Buffer.from(bytes.subarray(end));
  }
  const kept = held.toString('latin1').replace(/(\r\n)+$/, '');
  return hash.update(kept, 'latin1').update('\r\n').digest('base64');
}
