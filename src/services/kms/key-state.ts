// What each key state permits (the developer guide's table, facts/data/kms_key_states.md).
//
// Sorted by what an operation does to a key; the table test checks every operation against AWS's matrix.
import * as errors from './errors.ts';
import type { KeyRecord } from './key.ts';

/** A cryptographic operation, CreateGrant, GetPublicKey, ReplicateKey. Allowed while `Updating`. */
export function requireUsable(key: KeyRecord): void {
  switch (key.state) {
    case 'Enabled':
    case 'Updating':
      return;
    case 'Disabled':
      throw errors.disabled(key.arn);
    default:
      throw errors.invalidState(`${key.arn} is ${WORDS[key.state]}.`);
  }
}

/** Refuses in the states named, in AWS's words. */
export function refuseIn(key: KeyRecord, ...states: readonly KeyRecord['state'][]): void {
  if (!states.includes(key.state)) return;
  if (key.state === 'Disabled') throw errors.disabled(key.arn);
  throw errors.invalidState(`${key.arn} is ${WORDS[key.state]}.`);
}

/** Tags, aliases, the description: anything but a key that is about to go. */
export const requireNotPendingDeletion = (key: KeyRecord): void =>
  refuseIn(key, 'PendingDeletion', 'PendingReplicaDeletion');

/** EnableKey and DisableKey. */
export const requireSwitchable = (key: KeyRecord): void =>
  refuseIn(key, 'PendingDeletion', 'PendingReplicaDeletion', 'PendingImport', 'Creating', 'Updating');

export const isPendingDeletion = (key: KeyRecord): boolean =>
  key.state === 'PendingDeletion' || key.state === 'PendingReplicaDeletion';

const WORDS: Readonly<Record<KeyRecord['state'], string>> = {
  Creating: 'creating',
  Enabled: 'enabled',
  Disabled: 'disabled',
  PendingDeletion: 'pending deletion',
  PendingReplicaDeletion: 'pending deletion',
  PendingImport: 'pending import',
  Updating: 'updating',
};
