// A large message is looked at piece by piece as it comes: whatever the pieces, as if it had been there as a whole.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/platform/random.ts';
import { BodyHash, bodyHashOf } from '../../src/services/ses/receiving/body-hash.ts';
import { Inspection, inspect } from '../../src/services/ses/receiving/inspection.ts';
import { Intake } from '../../src/services/ses/receiving/intake.ts';
import { Room } from '../../src/services/ses/receiving/room.ts';
import { SMALL, Spool } from '../../src/services/ses/receiving/spool.ts';

const GTUBE = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';
const text = fc
  .array(fc.constantFrom('\r', '\n', '\r\n', '\r\n\r\n', 'a: b\r\n', 'x', ' ', '.', GTUBE), { maxLength: 40 })
  .map((parts) => Buffer.from(parts.join('')));
const cuts = fc.array(fc.nat(200), { maxLength: 12 });

function cut(bytes: Buffer, at: readonly number[]): Buffer[] {
  const places = [...at].sort((a, b) => a - b);
  return [...places, bytes.length].map((end, index) => bytes.subarray(places[index - 1] ?? 0, end));
}

/** RFC 6376 §3.4.3, word for word. */
const simple = (body: Buffer) =>
  createHash('sha256')
    .update(`${body.toString('latin1').replace(/(\r\n)*$/, '')}\r\n`, 'latin1')
    .digest('base64');

describe('the hash of a body', () => {
  it("is that of DKIM's simple canonicalization, in one piece and in any pieces", () => {
    fc.assert(
      fc.property(text, cuts, (body, at) => {
        const hash = new BodyHash();
        for (const piece of cut(body, at)) hash.update(piece);
        expect(hash.digest()).toBe(simple(body));
        expect(bodyHashOf(body)).toBe(simple(body));
      }),
      { numRuns: 3_000 },
    );
  });

  it('of forty megabytes of empty lines is that of none', () => {
    const hash = new BodyHash();
    const lines = Buffer.from('\r\n'.repeat(32 * 1024));
    for (let piece = 0; piece < 640; piece += 1) hash.update(lines);
    expect(hash.digest()).toBe(bodyHashOf(Buffer.alloc(0)));
  });
});

describe('a large message', () => {
  it('is found to be in pieces what it is as a whole', () => {
    fc.assert(
      fc.property(text, cuts, (message, at) => {
        const inspection = new Inspection();
        for (const piece of cut(message, at)) inspection.feed(piece);
        const { header, ...found } = inspection.finish();
        const { header: whole, ...expected } = inspect(message);
        expect(header.toString('latin1')).toBe(whole.toString('latin1'));
        expect(found).toEqual(expected);
      }),
      { numRuns: 3_000 },
    );
  });

  it('that outgrows the small ones is looked at from its first byte', async () => {
    const message = Buffer.from(`Subject: ${GTUBE}\r\n\r\n${'0123456789abcdef\r\n'.repeat(20_000)}`);
    expect(message.length).toBeGreaterThan(SMALL);
    const intake = new Intake(new Spool(noBlobs, createRandom(), new Room()));
    for (let at = 0; at < message.length; at += 50_000) await intake.take(message.subarray(at, at + 50_000));
    const { content, ...found } = await intake.finish();
    expect(found).toEqual(inspect(message));
    expect(content.length).toBe(message.length);
  });
});

describe('the room that messages share', () => {
  const of = (room: Room) => new Spool(noBlobs, createRandom(), room);
  /** Thirty-two messages of two megabytes fill it. */
  const fill = (room: Room) => {
    const spools = Array.from({ length: 32 }, () => of(room));
    for (const spool of spools) expect(spool.write(Buffer.alloc(2 * 1024 * 1024))).toBeUndefined();
    return spools;
  };

  it('is waited for while it belongs to messages that are complete', async () => {
    const room = new Room();
    const [first] = fill(room);
    first?.finish();
    const waiting = of(room).write(Buffer.alloc(1024 * 1024));
    expect(waiting).toBeInstanceOf(Promise);
    first?.release();
    await waiting;
  });

  it('is not waited for while their clients are still sending: they may stall', async () => {
    const room = new Room();
    fill(room);
    await expect(of(room).write(Buffer.alloc(1024 * 1024))).rejects.toThrow('no blobs here');
  });

  it('is not taken by a message that was given up while it waited', async () => {
    const room = new Room();
    const [first] = fill(room);
    first?.finish();
    const gone = of(room);
    const waiting = gone.write(Buffer.alloc(1024 * 1024));
    await gone.discard();
    gone.release();
    first?.release();
    await waiting;
    expect(of(room).write(Buffer.alloc(2 * 1024 * 1024))).toBeUndefined();
  });
});

const noBlobs = {
  create: () => Promise.reject(new Error('no blobs here')),
} as unknown as ConstructorParameters<typeof Spool>[0];
