// Rotation: new current material, the old kept for ever so that every blob still opens.

import { daysAfter } from './dates.ts';
import type { Key, Material } from './key.ts';
import { addMaterial, type Creation } from './key-creation.ts';

const SYMMETRIC_LENGTH = 32;

/** Inside a commit. A clock that jumped over several dates rotates once for each, as time would have. */
export function rotateAutomatically(creation: Creation, key: Key, now: number): void {
  const { keys } = creation;
  const { rotationPeriod, nextRotation: first } = key;
  if (rotationPeriod === null || first === null) return;
  let due = first;
  for (; due <= now; due = daysAfter(due, rotationPeriod)) {
    const current = keys.find(key.arn);
    if (current) rotateToFresh(creation, current, due, 'AUTOMATIC');
  }
  for (const each of setOf(creation, key)) keys.save({ ...each, nextRotation: due });
}

/** Inside a commit. Every key of a multi-Region set gets the same new material. */
export function rotateToFresh(
  creation: Creation,
  key: Key,
  rotatedAt: number,
  rotationType: 'AUTOMATIC' | 'ON_DEMAND',
): void {
  const { keys, random } = creation;
  const position = key.materials.length;
  let shared: Material | undefined;
  for (const each of setOf(creation, key)) {
    retire(creation, each);
    if (shared) keys.saveMaterial(each.arn, shared);
    else {
      const fresh = { bytes: random.bytes(SYMMETRIC_LENGTH), publicKey: null };
      shared = addMaterial(creation, each.arn, fresh, {
        position,
        state: 'CURRENT',
        rotatedAt,
        rotationType,
      });
    }
  }
}

/** Inside a commit. Imported material that waits takes its turn, in every Region that has it. */
export function rotateToPending(creation: Creation, key: Key, pending: Material, rotatedAt: number): void {
  for (const each of setOf(creation, key)) {
    const own = each.materials.find(({ handle }) => handle === pending.handle);
    if (!own) continue;
    retire(creation, each);
    creation.keys.saveMaterial(each.arn, { ...own, state: 'CURRENT', rotatedAt, rotationType: 'ON_DEMAND' });
  }
}

function retire({ keys }: Creation, key: Key): void {
  if (key.current) keys.saveMaterial(key.arn, { ...key.current, state: 'NON_CURRENT' });
}

const setOf = ({ keys }: Creation, key: Key): readonly Key[] => (key.multiRegion ? keys.related(key) : [key]);
