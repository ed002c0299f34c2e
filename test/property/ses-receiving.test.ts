// Laws of receiving that hold for every input: DATA's dots, sealed spools, message ids, recipients, headers.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BlobStore, openBlobStore } from '../../src/platform/blob-store.ts';
import { createRandom } from '../../src/platform/random.ts';
import { isCidr, isWithin } from '../../src/services/ses/cidr.ts';
import { identitiesFor } from '../../src/services/ses/identity.ts';
import { receivedMessageId } from '../../src/services/ses/message-id.ts';
import { objectKey } from '../../src/services/ses/object-key.ts';
import { isBulky, isInBlob, isWhole, readContent } from '../../src/services/ses/receiving/content.ts';
import {
  decodeWords,
  headerEnd,
  parseHeaders,
  splitAddresses,
} from '../../src/services/ses/receiving/headers.ts';
import { matchesRecipients, readRecipient } from '../../src/services/ses/receiving/recipient-match.ts';
import { nextAttempt, RETRY_FOR } from '../../src/services/ses/receiving/retry.ts';
import { Room } from '../../src/services/ses/receiving/room.ts';
import { Scanner } from '../../src/services/ses/receiving/scan.ts';
import { DataDecoder } from '../../src/services/ses/receiving/smtp-data.ts';
import { SMALL, Spool } from '../../src/services/ses/receiving/spool.ts';

const random = createRandom();
let blobs: BlobStore;
beforeAll(async () => {
  blobs = await openBlobStore({ folder: undefined, durability: 'normal', random });
});
afterAll(() => blobs.close());

/** Bytes rich in the four that matter. */
const message = fc
  .array(fc.oneof(fc.constantFrom(13, 10, 46, 0x0d0a), fc.integer({ min: 0, max: 255 })), { maxLength: 60 })
  .map((codes) => Buffer.from(codes.flatMap((code) => (code > 255 ? [13, 10] : [code]))));
const stuff = (bytes: Buffer) => {
  const stuffed = bytes.toString('latin1').replace(/(^|\r\n)\./g, '$1..');
  return Buffer.from(`${stuffed}${stuffed === '' || stuffed.endsWith('\r\n') ? '' : '\r\n'}.\r\n`, 'latin1');
};
function cut(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [
    0,
    ...[...cuts].sort((a, b) => a - b).map((at) => Math.min(at, bytes.length)),
    bytes.length,
  ];
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
}

describe('DATA', () => {
  it('gives back what was stuffed, however it is cut, and stops at the end', () => {
    fc.assert(
      fc.property(message, fc.array(fc.nat(80), { maxLength: 8 }), (bytes, cuts) => {
        const wire = stuff(bytes);
        const decoder = new DataDecoder();
        const out: Buffer[] = [];
        let end: number | undefined;
        let read = 0;
        for (const chunk of cut(Buffer.concat([wire, Buffer.from('QUIT\r\n')]), cuts)) {
          end = decoder.feed(chunk, (piece) => out.push(piece));
          if (end !== undefined) {
            read += end;
            break;
          }
          read += chunk.length;
        }
        const added = bytes.length === 0 || bytes.subarray(-2).toString() === '\r\n' ? '' : '\r\n';
        expect(Buffer.concat(out).toString('latin1')).toBe(bytes.toString('latin1') + added);
        expect(read).toBe(wire.length);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a spool', () => {
  it.each([0, 1, SMALL, SMALL + 1, 5 * 65_536, 5 * 65_536 + 1, 1_000_003])(
    'of %i bytes gives them back, and past the limit nothing of them stands in the file',
    async (length) => {
      const bytes = Buffer.alloc(length, 'plaintext in the clear ');
      const spool = new Spool(blobs, random);
      for (let at = 0; at < length; at += 40_000) await spool.write(bytes.subarray(at, at + 40_000));
      const content = await spool.finish();
      expect(isWhole(content)).toBe(length <= SMALL);
      const pieces: Uint8Array[] = [];
      for await (const piece of readContent(content, blobs)) pieces.push(piece);
      expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
      if (!isInBlob(content)) return;
      const file: Buffer[] = [];
      for await (const chunk of blobs.read(content.blob, 0, length + 16)) file.push(chunk);
      expect(Buffer.concat(file).includes('plaintext')).toBe(false);
    },
  );

  it('that comes by the byte is held in pieces worth holding, unchanged', async () => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 251));
    const spool = new Spool(blobs, random, new Room());
    for (let at = 0; at < bytes.length; at += 1) await spool.write(bytes.subarray(at, at + 1));
    const content = await spool.finish();
    if (!isBulky(content)) throw new Error('there was room for it in memory');
    expect(content.pieces.length).toBeLessThan(bytes.length / 200);
    expect(Buffer.concat(content.pieces).equals(bytes)).toBe(true);
  });

  it('a blob cut short does not read as a shorter message', async () => {
    const spool = new Spool(blobs, random);
    await spool.write(Buffer.alloc(400_000, 'x'));
    const content = await spool.finish();
    if (!isInBlob(content)) throw new Error('too small for a blob');
    const shorter = { ...content, length: 2 * 65_536 };
    await expect(async () => {
      for await (const _piece of readContent(shorter, blobs));
    }).rejects.toThrow();
  });
});

describe('a message id', () => {
  it('has 40 characters of base32hex that end in the byte 1', () => {
    for (let n = 0; n < 100; n += 1) {
      const id = receivedMessageId(random);
      expect(id).toMatch(/^[0-9a-v]{40}$/);
      const bits = [...id]
        .map((character) => Number.parseInt(character, 32).toString(2).padStart(5, '0'))
        .join('');
      expect(bits).toHaveLength(200);
      expect(bits.endsWith('00000001')).toBe(true);
    }
  });
});

describe('recipient conditions', () => {
  it.each([
    ['user@example.com', 'user@example.com', true],
    ['user@example.com', 'User@EXAMPLE.com', true],
    ['user@example.com', 'user+label@example.com', true],
    ['user@example.com', 'user+a+b@example.com', true],
    ['user@example.com', 'other@example.com', false],
    ['user@example.com', 'user@sub.example.com', false],
    ['user+label@example.com', 'user+label@example.com', true],
    ['user+label@example.com', 'user@example.com', false],
    ['user+label@example.com', 'user+other@example.com', false],
    ['example.com', 'anybody@example.com', true],
    ['example.com', 'anybody@sub.example.com', false],
    ['example.com', 'anybody@notexample.com', false],
    ['.example.com', 'anybody@sub.example.com', true],
    ['.example.com', 'anybody@a.b.example.com', true],
    ['.example.com', 'anybody@example.com', false],
    ['.example.com', 'anybody@notexample.com', false],
    ['user@example.com', '"user"@example.com', true],
    ['user@example.com', '"us\\er+label"@example.com', true],
    ['"user"@example.com', 'user@example.com', true],
    ['"a b"@example.com', '"A B"@example.com', true],
    ['user@example.com', '"user "@example.com', false],
    ['user@example.com', '"user"x@example.com', false],
    ['bücher.example', 'anybody@xn--bcher-kva.example', true],
  ])('%s and %s: %s', (condition, address, taken) => {
    expect(matchesRecipients([condition], readRecipient(address))).toBe(taken);
  });

  it('none takes everybody, several take what any of them takes', () => {
    expect(matchesRecipients(undefined, readRecipient('a@b.c'))).toBe(true);
    expect(matchesRecipients([], readRecipient('a@b.c'))).toBe(true);
    const several = ['x.com', '.example.com', 'example.com'];
    expect(matchesRecipients(several, readRecipient('a@example.com'))).toBe(true);
  });
});

describe('the identities of an address', () => {
  it('are the address, its domain and the domains above it', () => {
    expect(identitiesFor('Ann@A.example.com')).toEqual(['ann@a.example.com', 'a.example.com', 'example.com']);
  });

  it('are none for a domain longer than DNS allows, however many dots it has', () => {
    expect(identitiesFor(`ann@${'.'.repeat(600_000)}`)).toEqual([]);
    expect(identitiesFor(`ann@${'ü'.repeat(600_000)}.com`)).toEqual([]);
  });
});

describe('an object key', () => {
  it.each([
    [undefined, 'id'],
    ['', 'id'],
    ['RootMail', 'RootMail/id'],
    ['email/inbox', 'email/inbox/id'],
    ['emails/', 'emails/id'],
  ])('of the prefix %j is %s', (prefix, key) => {
    expect(objectKey(prefix, 'id')).toBe(key);
  });
});

describe('headers', () => {
  it('never throw, on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        parseHeaders(bytes);
        const end = headerEnd(bytes);
        expect(end).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 1_000 },
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        decodeWords(text);
        splitAddresses(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it('are unfolded with single spaces', () => {
    expect(parseHeaders(Buffer.from('A: one\r\n\t two\r\nB:three\n\nbody: no'))).toEqual([
      { name: 'A', value: 'one two' },
      { name: 'B', value: 'three' },
    ]);
  });

  it('show encoded words and address lists as people read them', () => {
    expect(decodeWords('=?utf-8?Q?Gr=C3=BC=C3=9Fe?= =?iso-8859-1?b?4Q==?= x')).toBe('Grüßeá x');
    expect(splitAddresses('"Doe, Jo" <jo@x.com>, b@y.com (a, b)')).toEqual([
      '"Doe, Jo" <jo@x.com>',
      'b@y.com (a, b)',
    ]);
  });
});

describe('blocks of addresses', () => {
  it.each([
    ['127.0.0.1', '0.0.0.0/0', true],
    ['::ffff:10.1.2.3', '10.0.0.0/8', true],
    ['10.1.2.3', '10.1.2.4', false],
    ['2001:db8::5', '2001:db8::/32', true],
    ['2001:db9::5', '2001:db8::/32', false],
    ['127.0.0.1', '::/0', false],
    ['not an address', '0.0.0.0/0', false],
  ])('%s in %s: %s', (address, cidr, within) => {
    expect(isWithin(address, cidr)).toBe(within);
  });

  it('the judge never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(isCidr(text)).toBeTypeOf('boolean');
      }),
    );
  });
});

describe('the scanner', () => {
  const GTUBE = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';

  it('finds the spam test wherever the pieces are cut', () => {
    const bytes = Buffer.from(`${'x'.repeat(100)}${GTUBE}${'y'.repeat(100)}`);
    for (let at = 90; at < 180; at += 1) {
      for (const second of [at, at + 1, at + 40]) {
        const scanner = new Scanner();
        for (const piece of cut(bytes, [at, second])) scanner.feed(piece);
        expect(scanner.isSpam).toBe(true);
        expect(scanner.isVirus).toBe(false);
      }
    }
  });
});

describe('retries', () => {
  it('come at growing pauses for four hours and then no more', () => {
    let now = 0;
    let attempts = 1;
    for (;;) {
      const next = nextAttempt(0, now, attempts);
      if (next === undefined) break;
      expect(next).toBeGreaterThan(now);
      now = next;
      attempts += 1;
    }
    expect(now).toBeLessThanOrEqual(RETRY_FOR);
    expect(now).toBeGreaterThan(RETRY_FOR - 15 * 60_000 - 1);
  });
});
