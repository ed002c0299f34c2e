// A key's first rows: the record, and its material unless that is to be imported.
import type { Random } from '../../platform/random.ts';
import type { KeyArn, KeyRecord, Material } from './key.ts';
import type { FreshMaterial } from './key-material.ts';
import type { KeyStore } from './key-store.ts';
import { materialPurpose, type Wrapping } from './wrapping.ts';

const HANDLE_BYTES = 32;

export interface Creation {
  readonly keys: KeyStore;
  readonly wrapping: Wrapping;
  readonly random: Random;
}

/** Inside a commit. Zeroes the fresh material once it is wrapped. */
export function insertKey(creation: Creation, record: KeyRecord, fresh: FreshMaterial | undefined): void {
  creation.keys.save(record);
  if (fresh) addMaterial(creation, record.arn, fresh, { position: 0, state: 'CURRENT' });
}

export function addMaterial(
  { keys, wrapping, random }: Creation,
  arn: KeyArn,
  fresh: FreshMaterial,
  placed: Pick<Material, 'position' | 'state'> & Partial<Pick<Material, 'rotatedAt' | 'rotationType'>>,
): Material {
  const handle = random.bytes(HANDLE_BYTES).toString('hex');
  const material: Material = {
    handle,
    wrapped: wrapping.wrap(fresh.bytes, materialPurpose(handle)),
    publicKey: fresh.publicKey,
    description: null,
    expiresAt: null,
    rotatedAt: null,
    rotationType: null,
    ...placed,
  };
  fresh.bytes.fill(0);
  keys.saveMaterial(arn, material);
  return material;
}
