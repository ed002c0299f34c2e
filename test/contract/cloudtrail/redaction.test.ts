// A law over the whole table: what is a secret by its shape never enters the record, whatever the operation.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../../src/config.ts';
import type { ShapeNode } from '../../../src/core/shape.ts';
import { createEmulator, type Emulator } from '../../../src/emulator.ts';
import { Kinds } from '../../../src/services/cloudtrail/kind.ts';
import { keeperOf } from '../../../src/services/cloudtrail/redact.ts';

const SECRET = 'never-to-be-told';
/** AWS marks them sensitive and CloudTrail shows them: a key's name, an encryption context. */
const SHOWN = ['SSEKMSKeyId', 'SSEKMSEncryptionContext'];

/** A value of the shape in which every secret is the same text. */
function filled(shape: ShapeNode, depth = 0): unknown {
  switch (shape.type) {
    case 'blob':
      return shape.streaming ? { whole: SECRET } : SECRET;
    case 'string':
      return shape.sensitive ? SECRET : 'plain';
    case 'list':
      return depth > 6 ? [] : [filled(shape.member, depth + 1)];
    case 'map':
      return { name: filled(shape.value, depth + 1) };
    case 'structure':
      return Object.fromEntries(
        Object.entries(shape.members)
          .filter(([name]) => !SHOWN.includes(name))
          .map(([name, { shape: member, location }]) => [
            name,
            location === 'headers' ? { name: SECRET } : filled(member, depth + 1),
          ]),
      );
    case 'timestamp':
      return new Date(0);
    case 'boolean':
      return true;
    default:
      return 1;
  }
}

describe('the record', () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await createEmulator({ ...DEFAULTS, logLevel: 'silent' });
  });
  afterAll(() => emulator.close());

  it('keeps nothing of an S3 document that no event tells, such as the keys of a DeleteObjects', () => {
    const kinds = new Kinds();
    const s3 = emulator.services.find(({ name }) => name === 's3');
    const kept = (name: string, value: object) => {
      const operation = s3?.operations[name];
      if (!s3 || !operation) throw new Error(`no ${name}`);
      const kind = kinds.of(s3, operation);
      return { input: kind.keepInput(value), output: kind.keepOutput(value) };
    };
    const keys = { Bucket: 'b', Delete: { Objects: [{ Key: 'k' }] }, Deleted: [{ Key: 'k' }] };
    expect(kept('DeleteObjects', keys)).toEqual({ input: { Bucket: 'b' }, output: {} });
    const parts = { Key: 'k', MultipartUpload: { Parts: [] }, VersionId: 'v', ETag: 'e' };
    expect(kept('CompleteMultipartUpload', parts)).toEqual({
      input: { Key: 'k' },
      output: { VersionId: 'v' },
    });
    const versioning = { Bucket: 'b', VersioningConfiguration: { Status: 'Enabled' } };
    expect(kept('PutBucketVersioning', versioning).input).toEqual(versioning);
  });

  it('keeps no secret of any operation’s input or output', () => {
    let secrets = 0;
    for (const { name: service, operations } of emulator.services) {
      for (const { name, input, output } of Object.values(operations)) {
        for (const shape of [input, output] as ShapeNode[]) {
          const value = filled(shape);
          if (JSON.stringify(value).includes(SECRET)) secrets += 1;
          expect(JSON.stringify(keeperOf(shape)(value)), `${service} ${name}`).not.toContain(SECRET);
        }
      }
    }
    expect(secrets).toBeGreaterThan(20);
  });

  it('does not copy what holds no secret', () => {
    const kms = emulator.services.find(({ name }) => name === 'kms');
    const input = { KeyId: 'k', KeySpec: 'AES_256' };
    const shape = kms?.operations.DescribeKey?.input as ShapeNode;
    expect(keeperOf(shape)(input)).toBe(input);
  });
});
