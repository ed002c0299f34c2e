// What GenerateDataKey and GenerateDataKeyWithoutPlaintext share.
import type { Context, Operation } from '../../core/operation.ts';
import { required, structure, type TypeOf } from '../../core/shape.ts';
import { requireSymmetric, sealUnder } from './cryptography.ts';
import type { KmsDeps } from './deps.ts';
import * as errors from './errors.ts';
import type { Key } from './key.ts';
import { keyAccess } from './key-access.ts';
import { resolveKey } from './key-resolution.ts';
import * as shapes from './shapes.ts';

export const dataKeyMembers = {
  KeyId: required(shapes.keyId),
  EncryptionContext: shapes.encryptionContext,
  NumberOfBytes: shapes.numberOfBytes,
  KeySpec: shapes.dataKeySpec,
  GrantTokens: shapes.grantTokens,
  DryRun: shapes.dryRun,
};
const members = structure(dataKeyMembers);
type Input = TypeOf<typeof members>;
type Name = 'GenerateDataKey' | 'GenerateDataKeyWithoutPlaintext';

export const resolveFor =
  (name: Name) =>
  ({ input, call, deps }: Context<KmsDeps, Input, undefined>): Key =>
    resolveKey(deps, call, input.KeyId, { action: `kms:${name}`, aliases: true, crossAccount: true });

export const accessFor =
  (name: Name): Operation<KmsDeps, Input, unknown, Key>['access'] =>
  ({ input, target: key, call, deps }) =>
    keyAccess({
      action: name,
      key,
      call,
      deps,
      named: input.KeyId,
      encryptionContext: input.EncryptionContext,
      grantTokens: input.GrantTokens,
      grantOperation: name,
      conditions: { 'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT' },
    });

/** The caller zeroes the plaintext it does not hand out. */
export function generateDataKey(
  name: Name,
  { input, target: key, call, deps }: Context<KmsDeps, Input, Key>,
): { plaintext: Buffer; blob: Buffer; keyMaterialId: string } {
  const length = lengthOf(input);
  requireSymmetric(key, name);
  const plaintext = deps.platform.random.bytes(length);
  const { blob, material } = sealUnder(deps, key, 'GenerateDataKey', plaintext, input.EncryptionContext);
  if (input.DryRun) {
    plaintext.fill(0);
    throw errors.dryRun();
  }
  deps.usage.note(key.arn, name, call.time, call.requestId);
  return { plaintext, blob, keyMaterialId: material.handle };
}

function lengthOf({ KeySpec: spec, NumberOfBytes: bytes }: Input): number {
  if ((spec === undefined) === (bytes === undefined)) {
    throw errors.validation('Please specify either number of bytes or key spec.');
  }
  return bytes ?? (spec === 'AES_128' ? 16 : 32);
}
