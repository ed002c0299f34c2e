// ImportKeyMaterial: unwraps the customer's material, checks it and puts it in its place.
import { oneOf, required, string, structure, type TypeOf, timestamp } from '../../../core/shape.ts';
import { DAY } from '../dates.ts';
import { type KmsDeps, kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { type Placement, placeMaterial } from '../import-placement.ts';
import { readImportToken, unwrapMaterial } from '../import-token.ts';
import type { Key } from '../key.ts';
import { keyAccess } from '../key-access.ts';
import { commitOn } from '../key-change.ts';
import { resolveKey } from '../key-resolution.ts';
import { isSymmetric } from '../key-spec.ts';
import { refuseIn } from '../key-state.ts';
import { checkMaterial } from '../material-check.ts';
import * as shapes from '../shapes.ts';
import { materialPurpose } from '../wrapping.ts';

const input = structure({
  KeyId: required(shapes.keyId),
  ImportToken: required(shapes.ciphertext),
  EncryptedKeyMaterial: required(shapes.ciphertext),
  ValidTo: timestamp(),
  ExpirationModel: shapes.expirationModel,
  ImportType: oneOf('NEW_KEY_MATERIAL', 'EXISTING_KEY_MATERIAL'),
  KeyMaterialDescription: string({ min: 0, max: 256, pattern: '^[a-zA-Z0-9:/_\\s.-]+$' }),
  KeyMaterialId: shapes.keyMaterialId,
});

const LONGEST_VALIDITY = 365 * DAY;

export const importKeyMaterialOperation = kmsOperation({
  name: 'ImportKeyMaterial',
  input,
  output: structure({ KeyId: shapes.keyId, KeyMaterialId: shapes.keyMaterialId }),
  resolve: ({ input: given, call, deps }) =>
    resolveKey(deps, call, given.KeyId, { action: 'kms:ImportKeyMaterial' }),
  access: ({ input: given, target: key, call, deps }) =>
    keyAccess({
      action: 'ImportKeyMaterial',
      key,
      call,
      deps,
      conditions: {
        'kms:ExpirationModel': given.ExpirationModel ?? 'KEY_MATERIAL_EXPIRES',
        'kms:ValidTo': given.ValidTo?.toISOString(),
      },
    }),
  async run({ input: given, target, call, deps }) {
    const expiresAt = expiryOf(given, call.time);
    refuseIn(target, 'PendingDeletion', 'PendingReplicaDeletion', 'Creating');
    if (target.origin !== 'EXTERNAL') throw errors.wrongOrigin(target.arn, target.origin);
    requireSymmetricOptions(given, isSymmetric(target.spec));
    const token = readImportToken(deps.wrapping, target.arn, given.ImportToken, call.time);
    const bytes = unwrapMaterial(token.algorithm, token.key, given.EncryptedKeyMaterial);
    const placement: Placement = {
      ...wrapImported(deps, target, bytes),
      expiresAt,
      importType: given.ImportType,
      expectedHandle: given.KeyMaterialId,
      description: given.KeyMaterialDescription,
    };
    await commitOn(deps, target, (key) => {
      refuseIn(key, 'PendingDeletion', 'PendingReplicaDeletion', 'Creating');
      placeMaterial(deps, key, placement);
    });
    deps.schedule.plan();
    return {
      KeyId: target.arn,
      ...(isSymmetric(target.spec) && { KeyMaterialId: placement.handle }),
    };
  },
});

/** Zeroes the bytes, whether they fit the key or not. */
function wrapImported(
  { wrapping }: KmsDeps,
  { account, id, spec }: Key,
  bytes: Buffer,
): Pick<Placement, 'handle' | 'wrapped' | 'publicKey'> {
  try {
    const { canonical, publicKey } = checkMaterial(spec, bytes);
    // Named after its bytes and its key: the same material comes back to its own name, in every Region.
    const handle = wrapping.fingerprint('imported material', account, id, canonical).toString('hex');
    const wrapped = wrapping.wrap(canonical, materialPurpose(handle));
    canonical.fill(0);
    return { handle, wrapped, publicKey };
  } finally {
    bytes.fill(0);
  }
}

function expiryOf(given: TypeOf<typeof input>, now: number): number | null {
  const { ExpirationModel: model = 'KEY_MATERIAL_EXPIRES', ValidTo: validTo } = given;
  if (model === 'KEY_MATERIAL_DOES_NOT_EXPIRE') {
    if (!validTo) return null;
    throw errors.validation(
      'A validTo date must not be set if the ExpirationModel is KEY_MATERIAL_DOES_NOT_EXPIRE',
    );
  }
  if (!validTo) {
    throw errors.validation('A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES');
  }
  const time = validTo.getTime();
  if (time <= now || time > now + LONGEST_VALIDITY) {
    throw errors.validation('The validTo date must be in the future and within 365 days.');
  }
  return time;
}

function requireSymmetricOptions(given: TypeOf<typeof input>, symmetric: boolean): void {
  const { ImportType, KeyMaterialDescription, KeyMaterialId } = given;
  const used = [ImportType, KeyMaterialDescription, KeyMaterialId].some((option) => option !== undefined);
  if (used && !symmetric) {
    throw errors.validation(
      'ImportType, KeyMaterialDescription and KeyMaterialId are supported only for symmetric encryption keys.',
    );
  }
  if (ImportType === 'NEW_KEY_MATERIAL' && KeyMaterialId !== undefined) {
    throw errors.validation('KeyMaterialId cannot be specified when ImportType is NEW_KEY_MATERIAL.');
  }
}
