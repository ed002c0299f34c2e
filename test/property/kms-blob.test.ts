// Symmetric blobs: what was sealed opens with exactly its material and its context, and nothing else does.
import { createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/platform/random.ts';
import { readEnvelope } from '../../src/services/kms/envelope.ts';
import { open, seal } from '../../src/services/kms/symmetric.ts';

const random = createRandom();
const material = createSecretKey(randomBytes(32));
const handle = randomBytes(32).toString('hex');
const plaintext = fc.uint8Array({ minLength: 1, maxLength: 4096 });
const context = fc.dictionary(fc.string({ maxLength: 10 }), fc.string({ maxLength: 10 }), { maxKeys: 5 });
const sealer = fc.constantFrom('Encrypt' as const, 'GenerateDataKey' as const);

function reopen(blob: Uint8Array, given: Record<string, string> | undefined) {
  const envelope = readEnvelope(blob);
  return envelope?.handle === handle ? open(material, envelope, given) : undefined;
}

describe('a symmetric ciphertext blob', () => {
  it('opens under its material and context, whatever the plaintext', () => {
    fc.assert(
      fc.property(plaintext, context, sealer, (bytes, given, by) => {
        const blob = seal(material, handle, by, bytes, given, random);
        expect(reopen(blob, given)).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('does not open under any other context', () => {
    fc.assert(
      fc.property(plaintext, context, context, (bytes, given, other) => {
        fc.pre(JSON.stringify(Object.entries(given).sort()) !== JSON.stringify(Object.entries(other).sort()));
        expect(reopen(seal(material, handle, 'Encrypt', bytes, given, random), other)).toBeUndefined();
      }),
    );
  });

  it('does not open under other material', () => {
    const blob = seal(material, handle, 'Encrypt', randomBytes(20), undefined, random);
    const envelope = readEnvelope(blob);
    expect(envelope && open(createSecretKey(randomBytes(32)), envelope, undefined)).toBeUndefined();
  });

  it('is refused with any one of its bits flipped', () => {
    const blob = seal(material, handle, 'GenerateDataKey', randomBytes(32), { a: 'b' }, random);
    for (let bit = 0; bit < blob.length * 8; bit += 1) {
      const flipped = Buffer.from(blob);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(reopen(flipped, { a: 'b' }), `bit ${bit}`).toBeUndefined();
    }
  });

  it('is refused when it is cut short or goes on', () => {
    const blob = seal(material, handle, 'Encrypt', randomBytes(200), undefined, random);
    for (let length = 0; length < blob.length; length += 1) {
      expect(reopen(blob.subarray(0, length), undefined)).toBeUndefined();
    }
    expect(reopen(Buffer.concat([blob, Buffer.from([0])]), undefined)).toBeUndefined();
  });

  it('is nothing when it is any other bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(reopen(bytes, undefined)).toBeUndefined();
      }),
    );
  });

  it('has the frame of AWS: 184 bytes for a 32-byte data key, told apart by their first characters', () => {
    const dataKey = seal(material, handle, 'GenerateDataKey', randomBytes(32), undefined, random);
    const encrypted = seal(material, handle, 'Encrypt', randomBytes(32), undefined, random);
    expect(dataKey).toHaveLength(184);
    expect(dataKey.toString('base64')).toMatch(/^AQIDAH/);
    expect(encrypted.toString('base64')).toMatch(/^AQICAH/);
    // CMS EncryptedData with AES-256-GCM, as OpenSSL reads it.
    expect(dataKey.subarray(58).toString('hex')).toMatch(/^307c06092a864886f70d010706a06f306d020100/);
    expect(dataKey.includes(Buffer.from('060960864801650304012e', 'hex'))).toBe(true);
  });
});
