// The context's bytes are the additional data of every blob: two contexts that differ must never share them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authenticatedData } from '../../src/services/kms/encryption-context.ts';
import type { EncryptionContext } from '../../src/services/kms/shapes.ts';

const wellFormed = fc.string({ unit: 'grapheme', maxLength: 12 });
const context = fc.dictionary(wellFormed, wellFormed, { maxKeys: 8 });
const contextBytes = (given: EncryptionContext | undefined) => authenticatedData(Buffer.alloc(0), given);
const asText = (given: Record<string, string>) => contextBytes(given).toString('hex');

describe('the bytes of an encryption context', () => {
  it('do not depend on the order of its pairs', () => {
    fc.assert(
      fc.property(context, (given) => {
        const reversed = Object.fromEntries(Object.entries(given).reverse());
        expect(asText(reversed)).toBe(asText(given));
      }),
    );
  });

  it('differ whenever the contexts differ', () => {
    const canonical = (given: Record<string, string>) => JSON.stringify(Object.entries(given).sort());
    fc.assert(
      fc.property(context, context, (a, b) => {
        expect(asText(a) === asText(b)).toBe(canonical(a) === canonical(b));
      }),
    );
  });

  it('differ when a character moves from a value to its name, or from one pair to the next', () => {
    fc.assert(
      fc.property(wellFormed, wellFormed, wellFormed, (name, moved, value) => {
        fc.pre(moved !== '');
        expect(asText({ [name]: moved + value })).not.toBe(asText({ [name + moved]: value }));
        expect(asText({ a: name + moved, b: value })).not.toBe(asText({ a: name, b: moved + value }));
      }),
    );
  });

  it('are those of no context when it is empty', () => {
    expect(contextBytes({})).toEqual(contextBytes(undefined));
    expect(contextBytes({ '': '' })).not.toEqual(contextBytes(undefined));
  });

  it('refuse lone surrogates, which UTF-8 would all write alike', () => {
    expect(() => contextBytes({ a: '\ud800' })).toThrow('well-formed');
    expect(() => contextBytes({ '\udfff': 'a' })).toThrow('well-formed');
    expect(contextBytes({ a: '\u{1f511}' }).length).toBeGreaterThan(4);
  });
});
