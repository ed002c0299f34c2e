// Whatever fits or misfits a shape, an operation answers or refuses in AWS's words: it never breaks.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsError } from '../../src/core/errors.ts';
import type { ShapeNode } from '../../src/core/shape.ts';
import { startPipeline } from '../contract/kms/pipeline.ts';

const kms = startPipeline();
const keys: string[] = [];

beforeAll(async () => {
  const { CreateKey, CreateAlias } = kms.operations;
  const specs = [
    {},
    { Origin: 'EXTERNAL' },
    { MultiRegion: true },
    { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
    { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
    { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' },
    { KeySpec: 'ECC_NIST_EDWARDS25519', KeyUsage: 'SIGN_VERIFY' },
    { KeySpec: 'ML_DSA_44', KeyUsage: 'SIGN_VERIFY' },
  ] as const;
  for (const spec of specs) {
    const { KeyMetadata } = await kms.call(CreateKey, spec);
    keys.push(KeyMetadata?.KeyId ?? '', KeyMetadata?.Arn ?? '');
  }
  await kms.call(CreateAlias, { AliasName: 'alias/there', TargetKeyId: keys[0] ?? '' });
});
afterAll(() => kms.close());

const ODD = [
  '',
  '*',
  'alias/',
  'alias/there',
  'alias/aws/s3',
  'arn:aws:kms:us-east-1:1:key/',
  'arn:',
  '{}',
  '\u0000',
  '\ud800',
];
/** Slow on purpose elsewhere, and no wiser here. */
const SLOW = ['RSA_2048', 'RSA_3072', 'RSA_4096'];

/** Values of the shape's type, some within its bounds, some not; members come and go. */
function arbitraryOf(shape: ShapeNode, name: string): fc.Arbitrary<unknown> {
  switch (shape.type) {
    case 'string':
      return stringOf(shape, name);
    case 'integer':
    case 'long':
    case 'double':
      return fc.oneof(fc.integer({ min: shape.min ?? -5, max: shape.max ?? 5000 }), fc.integer());
    case 'boolean':
      return fc.boolean();
    case 'timestamp':
      return fc.date({ noInvalidDate: true });
    case 'blob':
      return fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
    case 'list':
      return fc.array(arbitraryOf(shape.member, name), { maxLength: 4 });
    case 'map':
      return fc.dictionary(fc.string({ maxLength: 5 }), fc.string({ maxLength: 5 }), { maxKeys: 3 });
    case 'structure': {
      const members = Object.entries(shape.members);
      const required = members.filter(([, member]) => member.required).map(([member]) => member);
      const values = members.map(([member, { shape: of }]) => [member, arbitraryOf(of, member)] as const);
      return fc.record(Object.fromEntries(values), { requiredKeys: required });
    }
  }
}

function stringOf({ values }: Extract<ShapeNode, { type: 'string' }>, name: string): fc.Arbitrary<string> {
  if (values) return fc.constantFrom(...values.filter((value) => !SLOW.includes(value)), 'NONE');
  const odd = fc.oneof(fc.constantFrom(...ODD), fc.string({ maxLength: 20 }));
  if (!/KeyId$/.test(name)) return odd;
  return fc.oneof(
    { weight: 4, arbitrary: fc.nat().map((pick) => keys[pick % keys.length] ?? '') },
    { weight: 1, arbitrary: odd },
  );
}

describe('inputs of every kind', () => {
  for (const operation of Object.values(kms.operations)) {
    it(`do not break ${operation.name}`, async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryOf(operation.input, ''), async (input) => {
          const outcome = await kms.call(operation as never, input as never).catch((error) => error);
          if (outcome instanceof Error) expect(outcome).toBeInstanceOf(AwsError);
          else expect(outcome).toBeDefined();
        }),
        { numRuns: 60 },
      );
    });
  }
});
