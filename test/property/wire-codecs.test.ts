// Whatever a shape can hold survives its codec, in all three protocols and both XML parsers.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ShapeNode } from '../../src/core/shape.ts';
import { compileReader, compileWriter } from '../../src/wire/json/json-codec.ts';
import { compileFormReader, formTree } from '../../src/wire/query/query-reader.ts';
import { QueryString } from '../../src/wire/query-string.ts';
import { compileDocumentReader } from '../../src/wire/rest/xml-reader.ts';
import { compileElement } from '../../src/wire/xml-writer.ts';

/** A shape and a value that fits it. */
interface Sample {
  readonly shape: ShapeNode;
  readonly value: unknown;
}

/** Text that XML 1.0 can carry; line ends are XML's to normalize. */
const xmlText = fc.string({ unit: 'grapheme' }).map((text) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no place for them
  text.replace(/[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]|\p{Surrogate}/gu, ''),
);
const milliseconds = fc.integer({ min: 0, max: 4_102_444_800_000 }).map((time) => new Date(time));

const samples = (text: fc.Arbitrary<string>, maps: boolean): fc.Arbitrary<Sample> => {
  const scalar: fc.Arbitrary<Sample> = fc.oneof(
    text.map((value) => ({ shape: { type: 'string' } as const, value })),
    fc
      .integer({ min: -0x80000000, max: 0x7fffffff })
      .map((value) => ({ shape: { type: 'integer' } as const, value })),
    fc.maxSafeInteger().map((value) => ({ shape: { type: 'long' } as const, value })),
    fc.boolean().map((value) => ({ shape: { type: 'boolean' } as const, value })),
    milliseconds.map((value) => ({ shape: { type: 'timestamp' } as const, value })),
    fc.uint8Array().map((bytes) => ({ shape: { type: 'blob' } as const, value: Buffer.from(bytes) })),
  );
  const names = fc.uniqueArray(fc.stringMatching(/^[A-Z][a-z]{1,8}$/), { minLength: 1, maxLength: 4 });
  return fc.letrec<{ sample: Sample; deep: Sample }>((tie) => ({
    sample: fc.oneof({ maxDepth: 3 }, scalar, tie('deep')),
    deep: fc.oneof(
      fc
        .tuple(names, fc.array(tie('sample'), { minLength: 4, maxLength: 4 }))
        .map(([keys, members]) => structureOf(keys.map((key, i) => [key, members[i] as Sample]))),
      fc.tuple(scalar, fc.nat(4)).map(([{ shape, value }, count]) => ({
        shape: { type: 'list', member: shape } as const,
        value: Array.from({ length: count }, () => value),
      })),
      ...(maps
        ? [
            fc.tuple(scalar, fc.uniqueArray(text, { maxLength: 3 })).map(([{ shape, value }, keys]) => ({
              shape: { type: 'map', key: { type: 'string' }, value: shape } as const,
              value: keys.reduce((map, key) => Object.assign(map, { [key]: value }), Object.create(null)),
            })),
          ]
        : []),
    ),
  })).deep;
};

function structureOf(entries: readonly (readonly [string, Sample])[]): Sample {
  return {
    shape: {
      type: 'structure',
      members: Object.fromEntries(entries.map(([name, { shape }]) => [name, { shape, required: false }])),
    },
    value: Object.fromEntries(entries.map(([name, { value }]) => [name, value])),
  };
}

it('JSON: what is written is read back', () => {
  fc.assert(
    fc.property(samples(fc.string({ unit: 'grapheme' }), true), ({ shape, value }) => {
      const write = compileWriter(shape);
      const text = JSON.stringify(write ? write(value as never) : value);
      expect(compileReader(shape)(JSON.parse(text))).toEqual(value);
    }),
  );
});

it('XML: what is written is read back, by xml2js and by saxes alike', () => {
  fc.assert(
    fc.property(samples(xmlText, false), ({ shape, value }) => {
      const text = compileElement('Root', shape, ' xmlns="urn:x"')(value as never);
      const read = compileDocumentReader('Root', shape);
      expect(read(Buffer.from(text))).toEqual(value);
      expect(read(Buffer.from(`${text}<!--${'x'.repeat(17_000)}-->`))).toEqual(value);
    }),
  );
});

it('Query: what an SDK would send is read back', () => {
  fc.assert(
    fc.property(samples(fc.string({ unit: 'grapheme' }), true), ({ shape, value }) => {
      const form = new URLSearchParams(flatten(shape, value, '')).toString();
      const parsed = QueryString.parse(form);
      expect(compileFormReader(shape)(formTree(parsed?.pairs ?? []))).toEqual(value);
    }),
  );
});

/** botocore's way of writing a value as parameters. */
function flatten(shape: ShapeNode, value: unknown, prefix: string): [string, string][] {
  const below = (name: string) => (prefix === '' ? name : `${prefix}.${name}`);
  switch (shape.type) {
    case 'structure':
      return Object.entries(shape.members).flatMap(([name, member]) =>
        withEmptyStructure(
          flatten(member.shape, (value as Record<string, unknown>)[name], below(name)),
          below(name),
        ),
      );
    case 'list': {
      const items = value as unknown[];
      if (items.length === 0) return [[prefix, '']];
      return items.flatMap((item, i) => flatten(shape.member, item, below(`member.${i + 1}`)));
    }
    case 'map':
      return Object.entries(value as Record<string, unknown>).flatMap(
        ([key, item], i): [string, string][] => [
          [below(`entry.${i + 1}.key`), key],
          ...flatten(shape.value, item, below(`entry.${i + 1}.value`)),
        ],
      );
    case 'blob':
      return [[prefix, Buffer.from(value as Uint8Array).toString('base64')]];
    case 'timestamp':
      return [[prefix, (value as Date).toISOString()]];
    default:
      return [[prefix, String(value)]];
  }
}
const withEmptyStructure = (pairs: [string, string][], name: string): [string, string][] =>
  pairs.length === 0 ? [[name, '']] : pairs;
