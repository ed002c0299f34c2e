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
  const dates: number[] = [];
  let due = first;
  for (; due <= now; due = daysAfter(due, rotationPeriod)) dates.push(due);
  rotateToFresh(creation, key, dates, 'AUTOMATIC');
  for (const each of setOf(creation, key)) keys.save({ ...each, nextRotation: due });
}

/**
 * Inside a commit. New material on each of the dates, in their order; of several only the last is current. Every key
 * of a multi-Region set gets the same.
 */
export function rotateToFresh(
  creation: Creation,
  key: Key,
  dates: readonly number[],
  rotationType: 'AUTOMATIC' | 'ON_DEMAND',
): void {
  const set = setOf(creation, key);
  for (const each of set) retire(creation, each);
  for (const [index, rotatedAt] of dates.entries()) {
    const state = index === dates.length - 1 ? 'CURRENT' : 'NON_CURRENT';
    const position = key.materials.length + index;
    const placed = { position, state, rotatedAt, rotationType } as const;
    addToAll(creation, set, placed);
  }
}

function addToAll(
  creation: Creation,
  set: readonly Key[],
  placed: Pick<Material, 'position' | 'state' | 'rotatedAt' | 'rotationType'>,
): void {
  let shared: Material | undefined;
  for (const { arn } of set) {
    if (shared) creation.keys.saveMaterial(arn, shared);
    else {
      const fresh = { bytes: creation.random.bytes(SYMMETRIC_LENGTH), publicKey: null };
      shared = addMaterial(creation, arn, fresh, placed);
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
