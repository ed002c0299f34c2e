// ListKeyRotations: the materials a key has had, and those that wait.
import { boolean, list, oneOf, required, string, structure, timestamp } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import type { Key, Material } from '../key.ts';
import { keyAccess } from '../key-access.ts';
import { resolveKey } from '../key-resolution.ts';
import { isSymmetric } from '../key-spec.ts';
import { isCount, pageLength, pageOf, readMarker } from '../paging.ts';
import * as shapes from '../shapes.ts';

const rotation = structure({
  KeyId: shapes.keyId,
  KeyMaterialId: shapes.keyMaterialId,
  KeyMaterialDescription: string({ min: 0, max: 256, pattern: '^[a-zA-Z0-9:/_\\s.-]+$' }),
  ImportState: oneOf('IMPORTED', 'PENDING_IMPORT'),
  KeyMaterialState: oneOf(
    'NON_CURRENT',
    'CURRENT',
    'PENDING_ROTATION',
    'PENDING_MULTI_REGION_IMPORT_AND_ROTATION',
  ),
  ExpirationModel: shapes.expirationModel,
  ValidTo: timestamp(),
  RotationDate: timestamp(),
  RotationType: oneOf('AUTOMATIC', 'ON_DEMAND'),
});

export const listKeyRotationsOperation = kmsOperation({
  name: 'ListKeyRotations',
  input: structure({
    KeyId: required(shapes.keyId),
    IncludeKeyMaterial: oneOf('ALL_KEY_MATERIAL', 'ROTATIONS_ONLY'),
    Limit: shapes.limit,
    Marker: shapes.marker,
  }),
  output: structure({
    Rotations: list(rotation),
    NextMarker: shapes.marker,
    Truncated: boolean(),
  }),
  resolve: ({ input, call, deps }) => resolveKey(deps, call, input.KeyId, { action: 'kms:ListKeyRotations' }),
  access: ({ target: key, call, deps }) => keyAccess({ action: 'ListKeyRotations', key, call, deps }),
  run({ input, target: key }) {
    const { IncludeKeyMaterial = 'ROTATIONS_ONLY' } = input;
    const limit = pageLength('ListKeyRotations', input.Limit);
    if (!isSymmetric(key.spec)) throw errors.unsupported();
    const from = readMarker(input.Marker, isCount) ?? 0;
    const listed = key.materials.filter(
      ({ rotatedAt }) => IncludeKeyMaterial === 'ALL_KEY_MATERIAL' || rotatedAt !== null,
    );
    const fetched = listed.filter(({ position }) => position >= from).slice(0, limit + 1);
    const { items, ...page } = pageOf(fetched, limit, ({ position }) => position + 1);
    return { Rotations: items.map((material) => entryOf(key, material)), ...page };
  },
});

function entryOf(key: Key, material: Material) {
  const { rotatedAt, rotationType, expiresAt, description } = material;
  return {
    KeyId: key.arn,
    KeyMaterialId: material.handle,
    ...(key.origin === 'EXTERNAL' && {
      ...(description !== null && { KeyMaterialDescription: description }),
      ImportState: material.wrapped ? ('IMPORTED' as const) : ('PENDING_IMPORT' as const),
    }),
    KeyMaterialState: material.state,
    ...(key.origin === 'EXTERNAL' &&
      material.wrapped && {
        ExpirationModel:
          expiresAt === null ? ('KEY_MATERIAL_DOES_NOT_EXPIRE' as const) : ('KEY_MATERIAL_EXPIRES' as const),
        ...(expiresAt !== null && { ValidTo: new Date(expiresAt) }),
      }),
    ...(rotatedAt !== null && { RotationDate: new Date(rotatedAt) }),
    ...(rotationType !== null && { RotationType: rotationType }),
  };
}
