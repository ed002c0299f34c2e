// Where imported material goes in its key: as its first, as one that waits for a rotation, or back to its
// old place (ImportKeyMaterial's page).
import type { KmsDeps } from './deps.ts';
import * as errors from './errors.ts';
import type { Key, Material } from './key.ts';
import { isSymmetric } from './key-spec.ts';

export interface Placement {
  readonly handle: string;
  readonly wrapped: Buffer;
  readonly publicKey: Buffer | null;
  readonly expiresAt: number | null;
  readonly importType: 'NEW_KEY_MATERIAL' | 'EXISTING_KEY_MATERIAL' | undefined;
  /** KeyMaterialId of the request: what the caller believes to import. */
  readonly expectedHandle: string | undefined;
  readonly description: string | undefined;
}

/** Inside a commit. */
export function placeMaterial(deps: KmsDeps, key: Key, placement: Placement): void {
  const { handle, importType, expectedHandle } = placement;
  const known = key.materials.find((material) => material.handle === handle);
  const type = importType ?? (key.materials.length === 0 ? 'NEW_KEY_MATERIAL' : 'EXISTING_KEY_MATERIAL');
  if (expectedHandle !== undefined && expectedHandle !== handle) throw errors.incorrectKeyMaterial();
  if (type === 'EXISTING_KEY_MATERIAL') {
    if (!known) throw errors.incorrectKeyMaterial();
    restore(deps, key, known, placement);
  } else {
    if (known) throw errors.incorrectKeyMaterial();
    add(deps, key, placement);
  }
  settle(deps, key);
}

function restore({ keys }: KmsDeps, key: Key, known: Material, placement: Placement): void {
  const { wrapped, expiresAt, description = known.description } = placement;
  keys.saveMaterial(key.arn, { ...known, wrapped, expiresAt, description });
}

function add({ keys }: KmsDeps, key: Key, placement: Placement): void {
  const { handle, wrapped, publicKey, expiresAt, description = null } = placement;
  const isFirst = key.materials.length === 0;
  // Asymmetric and HMAC keys keep their first material for ever.
  if (!isFirst && !isSymmetric(key.spec)) throw errors.incorrectKeyMaterial();
  if (key.multiRegion === 'REPLICA') {
    throw errors.validation('New key material must be imported into the multi-Region primary key first.');
  }
  const pending = key.materials.find(({ state }) => state.startsWith('PENDING'));
  if (pending) {
    throw errors.invalidState(
      `New key material (id: ${handle}) cannot be imported into KMS key ${key.id}, because another key material (id: ${pending.handle}) is pending rotation.`,
    );
  }
  const replicas = keys.related(key).filter(({ arn }) => arn !== key.arn);
  const state = isFirst
    ? 'CURRENT'
    : replicas.length > 0
      ? 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION'
      : 'PENDING_ROTATION';
  const material: Material = {
    handle,
    position: key.materials.length,
    state,
    wrapped,
    publicKey,
    description,
    expiresAt,
    rotatedAt: null,
    rotationType: null,
  };
  keys.saveMaterial(key.arn, material);
  // Replicas learn its name, so that the same material may be imported there.
  for (const { arn } of replicas) keys.saveMaterial(arn, { ...material, wrapped: null, expiresAt: null });
}

/** The key is usable once all it ever used is back; new material may rotate once every Region has it. */
function settle({ keys }: KmsDeps, { arn }: Key): void {
  const key = keys.find(arn);
  if (!key) return;
  const used = key.materials.filter(({ state }) => !state.startsWith('PENDING'));
  if (key.state === 'PendingImport' && used.every(({ wrapped }) => wrapped !== null)) {
    keys.save({ ...key, state: 'Enabled' });
  }
  const set = keys.related(key);
  const waiting = key.materials.find(({ state }) => state === 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION');
  if (!waiting) return;
  const own = set.flatMap((each) => {
    const material = each.materials.find(({ handle }) => handle === waiting.handle);
    return material ? [{ each, material }] : [];
  });
  if (own.length < set.length || own.some(({ material }) => material.wrapped === null)) return;
  for (const { each, material } of own) {
    keys.saveMaterial(each.arn, { ...material, state: 'PENDING_ROTATION' });
  }
}
