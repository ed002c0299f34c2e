// Wildcards and ARN patterns against matchers too simple to be wrong.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileArnPattern } from '../../src/access/arn-pattern.ts';
import { compilePattern, parsePolicyText } from '../../src/access/template.ts';
import { compileWildcard } from '../../src/access/wildcard.ts';

/** Straight from the definition: exponential, and obvious. */
function naive(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const rest = pattern.slice(1);
  if (pattern[0] === '*') return naive(rest, text) || (text !== '' && naive(pattern, text.slice(1)));
  return text !== '' && (pattern[0] === '?' || pattern[0] === text[0]) && naive(rest, text.slice(1));
}

const letters = (alphabet: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), maxLength });
const noLookup = () => undefined;

describe('wildcards', () => {
  test('match as the definition does', () => {
    fc.assert(
      fc.property(letters('ab*?', 8), letters('ab', 10), (pattern, text) => {
        expect(compileWildcard(pattern)(text)).toBe(naive(pattern, text));
      }),
      { numRuns: 5000 },
    );
  });

  test('a pattern without wildcards matches itself alone', () => {
    const plain = fc.string().filter((text) => !/[*?]/.test(text));
    fc.assert(
      fc.property(plain, plain, (pattern, text) => {
        expect(compileWildcard(pattern)(pattern)).toBe(true);
        expect(compileWildcard(pattern)(text)).toBe(pattern === text);
      }),
    );
  });

  test('a hundred stars against a long text are answered at once', () => {
    expect(compileWildcard(`${'*a'.repeat(100)}b`)('a'.repeat(20_000))).toBe(false);
  });
});

describe('policy variables', () => {
  test('what a variable stands for is never a wildcard', () => {
    fc.assert(
      fc.property(letters('ab*?', 6), letters('ab*?', 8), (value, text) => {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
        const matches = compilePattern(parsePolicyText('x${aws:username}', true));
        const lookup = (key: string) => (key === 'aws:username' ? [value] : undefined);
        expect(matches(`x${text}`, lookup)).toBe(value === text);
      }),
    );
  });

  test('an escaped `*`, `?` or `$` is the character itself', () => {
    for (const character of ['*', '?', '$']) {
      const matches = compilePattern(parsePolicyText(`a\${${character}}`, true));
      expect(matches(`a${character}`, noLookup)).toBe(true);
      expect(matches('ab', noLookup)).toBe(false);
    }
  });
});

describe('ARN patterns', () => {
  const part = letters('ab*?', 3);
  const text = letters('ab', 3);
  test('match part by part, the last over colons', () => {
    fc.assert(
      fc.property(
        fc.tuple(part, part, part, part, part),
        fc.tuple(text, text, text, text, letters('ab:', 6)),
        (patterns, texts) => {
          const matches = compileArnPattern(`arn:${patterns.join(':')}`, {
            variables: true,
            complete: false,
          });
          expect(matches(`arn:${texts.join(':')}`, noLookup)).toBe(
            patterns.every((pattern, index) => naive(pattern, texts[index] ?? '')),
          );
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('a wildcard in the account does not reach into the resource', () => {
    const matches = compileArnPattern('arn:aws:kms:*:*:key/1', { variables: true, complete: true });
    expect(matches('arn:aws:kms:eu-west-1:111122223333:key/1', noLookup)).toBe(true);
    expect(matches('arn:aws:kms:eu-west-1:111122223333:alias/x:key/1', noLookup)).toBe(false);
  });

  test('a short ARN of a Resource element is completed, in a condition it is not', () => {
    const s3 = 'arn:aws:s3:::bucket/key';
    expect(compileArnPattern('arn:aws:s3', { variables: true, complete: true })(s3, noLookup)).toBe(true);
    expect(compileArnPattern('arn:aws:s3', { variables: true, complete: false })(s3, noLookup)).toBe(false);
  });
});
