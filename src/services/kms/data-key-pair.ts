// What GenerateDataKeyPair and GenerateDataKeyPairWithoutPlaintext share.
import type { Context, Operation } from '../../core/operation.ts';
import { required, structure, type TypeOf } from '../../core/shape.ts';
import { requireSymmetric, sealUnder } from './cryptography.ts';
import type { KmsDeps } from './deps.ts';
import * as errors from './errors.ts';
import type { Key } from './key.ts';
import { keyAccess } from './key-access.ts';
import { freshPair } from './key-material.ts';
import { resolveKey } from './key-resolution.ts';
import * as shapes from './shapes.ts';

export const dataKeyPairMembers = {
  EncryptionContext: shapes.encryptionContext,
  KeyId: required(shapes.keyId),
  KeyPairSpec: required(shapes.dataKeyPairSpec),
  GrantTokens: shapes.grantTokens,
  DryRun: shapes.dryRun,
};
const members = structure(dataKeyPairMembers);
type Input = TypeOf<typeof members>;
type Name = 'GenerateDataKeyPair' | 'GenerateDataKeyPairWithoutPlaintext';

export const resolvePairFor =
  (name: Name) =>
  ({ input, call, deps }: Context<KmsDeps, Input, undefined>): Key =>
    resolveKey(deps, call, input.KeyId, { action: `kms:${name}`, aliases: true, crossAccount: true });

export const pairAccessFor =
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
      conditions: {
        'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT',
        'kms:DataKeyPairSpec': input.KeyPairSpec,
      },
    });

export interface DataKeyPair {
  /** The caller zeroes it unless it is handed out. */
  readonly privateKey: Buffer;
  readonly publicKey: Buffer;
  readonly blob: Buffer;
  readonly keyMaterialId: string;
}

export async function generateDataKeyPair(
  name: Name,
  { input, target: key, call, deps }: Context<KmsDeps, Input, Key>,
): Promise<DataKeyPair> {
  const { KeyPairSpec: spec, EncryptionContext: context } = input;
  requireSymmetric(key, name);
  if (spec === 'SM2') throw errors.unsupported('SM2 is supported only in China Regions.');
  if (input.DryRun) throw errors.dryRun();
  const { privateKey, publicKey } = await freshPair(spec);
  const { blob, material } = sealUnder(deps, key, 'GenerateDataKey', privateKey, context);
  deps.usage.note(key.arn, name, call.time, call.requestId);
  return { privateKey, publicKey, blob, keyMaterialId: material.handle };
}
