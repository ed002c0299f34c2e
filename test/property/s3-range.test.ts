import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkReadConditions } from '../../src/services/s3/conditions.ts';
import { contentRange, rangeOf } from '../../src/services/s3/reading/range.ts';

describe('a Range header', () => {
  it('names the bytes that RFC 9110 says, or none', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(60), fc.nat(60), (size, first, last) => {
        const bytes = Array.from({ length: size }, (_, index) => index);
        const header = `bytes=${first}-${last}`;
        if (last < first) {
          expect(rangeOf(header, size)).toBeUndefined();
          return;
        }
        if (first >= size) {
          expect(() => rangeOf(header, size)).toThrow('The requested range is not satisfiable');
          return;
        }
        const range = rangeOf(header, size);
        expect(bytes.slice(range?.start, range?.end)).toEqual(bytes.slice(first, last + 1));
        expect(contentRange(range ?? { start: 0, end: 0 }, size)).toBe(
          `bytes ${first}-${Math.min(last, size - 1)}/${size}`,
        );
      }),
    );
    fc.assert(
      fc.property(fc.nat(50), fc.nat(60), (size, suffix) => {
        const bytes = Array.from({ length: size }, (_, index) => index);
        if (suffix === 0) {
          expect(() => rangeOf(`bytes=-${suffix}`, size)).toThrow();
          return;
        }
        if (size === 0) {
          expect(rangeOf(`bytes=-${suffix}`, size)).toBeUndefined();
          return;
        }
        const range = rangeOf(`bytes=-${suffix}`, size);
        expect(bytes.slice(range?.start, range?.end)).toEqual(bytes.slice(-suffix));
      }),
    );
  });

  it('is ignored when it cannot be read', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/^bytes=(\d+-\d*|-\d+)$/.test(text.trim()));
        expect(rangeOf(text, 10)).toBeUndefined();
      }),
    );
  });
});

describe('read conditions', () => {
  const etag = 'abc';
  const lastModified = Date.UTC(2026, 0, 1, 0, 0, 0, 500);
  const date = fc.constantFrom(
    undefined,
    'nonsense',
    ...[-1, 0, 1].map((s) => new Date(lastModified + s * 1000).toUTCString()),
  );
  const tag = fc.constantFrom(undefined, '*', '"abc"', 'abc', '"x", "abc"', '"x"');

  it('follow the order of RFC 9110 §13.2.2', () => {
    fc.assert(
      fc.property(tag, tag, date, date, (IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince) => {
        const has = (list: string | undefined) => list === '*' || list?.includes('abc');
        const time = (text: string | undefined) => Date.parse(text ?? '');
        const whole = Math.floor(lastModified / 1000) * 1000;
        const expected = () => {
          if (IfMatch !== undefined) {
            if (!has(IfMatch)) return 412;
          } else if (whole > time(IfUnmodifiedSince)) return 412;
          if (IfNoneMatch !== undefined) return has(IfNoneMatch) ? 304 : 200;
          return whole <= time(IfModifiedSince) ? 304 : 200;
        };
        const actual = () => {
          try {
            checkReadConditions(
              { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince },
              { etag, lastModified },
              lastModified + 1000,
            );
            return 200;
          } catch (error) {
            return (error as { status: number }).status;
          }
        };
        expect(actual()).toBe(expected());
      }),
    );
  });
});
