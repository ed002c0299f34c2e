// Imported material that goes: expired or deleted, the key cannot be used until all of it is back.
import type { Key, Material } from './key.ts';
import { isPendingDeletion } from './key-state.ts';
import type { KeyStore } from './key-store.ts';

/** Inside a commit. */
export function expireMaterial(keys: KeyStore, key: Key, now: number): void {
  const expired = key.materials.filter(
    ({ expiresAt, wrapped }) => wrapped !== null && expiresAt !== null && expiresAt <= now,
  );
  for (const material of expired) dropMaterial(keys, key, material);
}

/**
 * Inside a commit. The row stays, so that the same material is known when it comes again; the bytes go.
 * Material that never was current leaves the key usable.
 */
export function dropMaterial(keys: KeyStore, key: Key, material: Material): void {
  keys.scrubMaterial(key.arn, { ...material, wrapped: null, expiresAt: null });
  const isNeeded = material.state === 'CURRENT' || material.state === 'NON_CURRENT';
  if (isNeeded && !isPendingDeletion(key)) keys.save({ ...key, state: 'PendingImport' });
}
