// Grants: constraints as sets of pairs, tokens that cannot be made up.
import { createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/platform/random.ts';
import { readToken, satisfies, writeToken } from '../../src/services/kms/grant.ts';
import { createWrapping } from '../../src/services/kms/wrapping.ts';

const name = fc.constantFrom('a', 'b', 'c', 'constructor', '__proto__');
const context = fc.dictionary(name, fc.constantFrom('1', '2'), { maxKeys: 4 });

describe('grant constraints', () => {
  it('by subset hold when every pair is in the request', () => {
    fc.assert(
      fc.property(context, context, (EncryptionContextSubset, given) => {
        const has = (key: string, value: string) =>
          Object.entries(given).some(([k, v]) => k === key && v === value);
        const expected = Object.entries(EncryptionContextSubset).every(([k, v]) => has(k, v));
        expect(satisfies({ EncryptionContextSubset }, given)).toBe(expected);
      }),
    );
  });

  it('by equality hold when the pairs are the same', () => {
    fc.assert(
      fc.property(context, context, (EncryptionContextEquals, given) => {
        const canonical = (pairs: Record<string, string>) => JSON.stringify(Object.entries(pairs).sort());
        const expected = canonical(EncryptionContextEquals) === canonical(given);
        expect(satisfies({ EncryptionContextEquals }, given)).toBe(expected);
      }),
    );
  });
});

describe('a grant token', () => {
  const wrapping = createWrapping(createSecretKey(randomBytes(32)), createRandom());
  const id = randomBytes(32).toString('hex');

  it('names its grant, and differs each time', () => {
    const first = writeToken(id, randomBytes(16), wrapping);
    const second = writeToken(id, randomBytes(16), wrapping);
    expect(first).not.toBe(second);
    expect([readToken(first, wrapping), readToken(second, wrapping)]).toEqual([id, id]);
  });

  it('is refused with any bit flipped, and when it is any other text', () => {
    const token = Buffer.from(writeToken(id, randomBytes(16), wrapping), 'base64url');
    for (let bit = 0; bit < token.length * 8; bit += 1) {
      const flipped = Buffer.from(token);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(readToken(flipped.toString('base64url'), wrapping)).toBeUndefined();
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readToken(text, wrapping)).toBeUndefined();
      }),
    );
  });
});
