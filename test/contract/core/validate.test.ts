import { describe, expect, it } from 'vitest';
import { blob, integer, list, map, oneOf, required, string, structure } from '../../../src/core/shape.ts';
import { validate } from '../../../src/core/validate.ts';
import { validationMessage } from '../../../src/core/violations.ts';

const shape = structure({
  KeyId: required(string({ min: 1, max: 8 })),
  NumberOfBytes: integer({ min: 1, max: 1024 }),
  Plaintext: blob({ min: 1, max: 4 }),
  Secret: string({ sensitive: true, max: 2 }),
  MacAlgorithm: oneOf('HMAC_SHA_384', 'HMAC_SHA_256'),
  AliasName: string({ pattern: '^[a-zA-Z0-9:/_-]+$' }),
  Tags: list(structure({ TagKey: required(string({ min: 1, max: 3 })) }), { max: 2 }),
  EncryptionContext: map(string({ max: 3 }), string({ max: 3 })),
});
const message = (input: object) => validationMessage(validate(shape, input));

describe('validation in the words of AWS (facts/kms.md §8)', () => {
  it('finds nothing in an input that fits', () => {
    expect(validate(shape, { KeyId: 'k', NumberOfBytes: 1024, Tags: [{ TagKey: 'abc' }] })).toEqual([]);
  });

  it.each([
    [
      {},
      "1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null",
    ],
    [
      { KeyId: 'k', NumberOfBytes: 1025 },
      "1 validation error detected: Value '1025' at 'numberOfBytes' failed to satisfy constraint: Member must have value less than or equal to 1024",
    ],
    [
      { KeyId: 'k', Plaintext: Buffer.alloc(5) },
      "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4",
    ],
    [
      { KeyId: 'k', MacAlgorithm: 'INVALID' },
      "1 validation error detected: Value 'INVALID' at 'macAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [HMAC_SHA_384, HMAC_SHA_256]",
    ],
    [
      { KeyId: 'k', Tags: [{ TagKey: 'abcd' }] },
      "1 validation error detected: Value 'abcd' at 'tags.1.member.tagKey' failed to satisfy constraint: Member must have length less than or equal to 3",
    ],
    [
      { KeyId: 'k', AliasName: 'a b' },
      "1 validation error detected: Value 'a b' at 'aliasName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$",
    ],
  ])('%j', (input, expected) => {
    expect(message(input)).toBe(expected);
  });

  it('counts all violations and never shows a secret', () => {
    const text = message({ KeyId: '', Secret: 'hush' });
    expect(text).toMatch(/^2 validation errors detected: /);
    expect(text).not.toContain('hush');
  });
});
