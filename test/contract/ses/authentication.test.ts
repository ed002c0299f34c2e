// Whose body is read to judge the sender: that of a message which somebody signed, and no other.
import { createSecretKey, randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import type { BlobId } from '../../../src/platform/blob-store.ts';
import type { Platform } from '../../../src/platform/platform.ts';
import { createAuthenticator } from '../../../src/services/ses/receiving/authentication.ts';
import { headerEnd, parseHeaders } from '../../../src/services/ses/receiving/headers.ts';

const zone = {
  'TXT example.net': ['v=spf1 ip4:192.0.2.7 -all'],
  'TXT _dmarc.example.net': ['v=DMARC1; p=reject'],
};
let read: boolean;
const platform = {
  log: { warn() {} },
  blobs: {
    read() {
      read = true;
      throw new Error('the body is read');
    },
  },
} as unknown as Platform;
const authenticator = createAuthenticator(platform, () => zone);

function judge(message: string, remoteAddress: string, inBlob: boolean) {
  read = false;
  const bytes = Buffer.from(message);
  const header = bytes.subarray(0, headerEnd(bytes));
  const { length } = bytes;
  const envelope = { from: 'ann@example.net', to: [], remoteAddress, helo: 'x', tls: false };
  const blob = { blob: 'b' as BlobId, key: createSecretKey(randomBytes(32)), length };
  const content = inBlob ? blob : { whole: bytes, length };
  return authenticator.check(envelope, parseHeaders(header), header, content);
}

const HEADER = 'From: Ann <ann@example.net>\r\nSubject: x\r\n';
const BODY = 'From: mallory@example.com\r\n\r\nDKIM-Signature: v=1\r\n';

it.each([
  ['192.0.2.7', 'PASS'],
  ['192.0.2.8', 'FAIL'],
])('a message from %s that nobody signed is judged %s without its body', async (address, verdict) => {
  const found = await judge(`${HEADER}\r\n${BODY}`, address, true);
  expect(read).toBe(false);
  expect(found).toMatchObject({ spf: { verdict }, dmarcVerdict: verdict, dkim: ['none'] });
  expect(found).toEqual(await judge(`${HEADER}\r\n${BODY}`, address, false));
});

it.each([
  [
    'that is signed',
    `${HEADER}DKIM-Signature: v=1; a=rsa-sha256; d=example.net; s=x; bh=; b=\r\n\r\n${BODY}`,
  ],
  ['that begins with an empty line', `\r\n${HEADER}\r\n${BODY}`],
  ['that is nothing but header', HEADER],
])('the body of a message %s is read', async (_what, message) => {
  await judge(message, '192.0.2.7', true);
  expect(read).toBe(true);
});
