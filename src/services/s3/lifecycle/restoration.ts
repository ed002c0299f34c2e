// The course of bringing an archived object back: some hours of waiting, some days of being there. Pure.
import { AwsError } from '../../../core/errors.ts';
import type { ObjectVersion } from '../versions/object-version.ts';
import { dueAt } from './actions.ts';

export interface Restoration {
  /** When the copy is there. */
  readonly ready: number;
  /** When it goes again: a midnight. */
  readonly expires: number;
  /** Whether ObjectRestore:Completed has been told. */
  readonly announced: boolean;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** User Guide, "Understanding archive retrieval options": the shortest times where it tells a range. */
const WAITING: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  GLACIER: { Expedited: MINUTE, Standard: 3 * HOUR, Bulk: 5 * HOUR },
  DEEP_ARCHIVE: { Standard: 12 * HOUR, Bulk: 48 * HOUR },
};

export const isArchive = (storageClass: string): boolean => storageClass in WAITING;

/** @throws AwsError for a tier that the class does not have. */
export function begun(storageClass: string, tier: string, days: number, now: number): Restoration {
  const wait = WAITING[storageClass]?.[tier];
  if (wait === undefined) {
    throw new AwsError('InvalidArgument', 400, `${tier} retrievals are not available for ${storageClass}`, {
      ArgumentName: 'Tier',
      ArgumentValue: tier,
    });
  }
  const ready = now + wait;
  return { ready, expires: dueAt(ready, days), announced: false };
}

export const textOf = (restoration: Restoration): string => JSON.stringify(restoration);

/** As it is kept; the first release kept the header's own text of a copy that was there at once. */
export function restorationOf({ restore }: Pick<ObjectVersion, 'restore'>): Restoration | undefined {
  if (restore === undefined) return undefined;
  if (restore.startsWith('{')) return JSON.parse(restore) as Restoration;
  const expires = Date.parse(/expiry-date="([^"]*)"/.exec(restore)?.[1] ?? '');
  return { ready: 0, expires: Number.isNaN(expires) ? 0 : expires, announced: true };
}

export function stateAt(version: ObjectVersion, now: number): 'none' | 'ongoing' | 'restored' {
  const restoration = restorationOf(version);
  if (!restoration || restoration.expires <= now) return 'none';
  return restoration.ready > now ? 'ongoing' : 'restored';
}

/** Whether reading it takes a restoration first. */
export const isArchived = (version: ObjectVersion, now: number): boolean =>
  isArchive(version.storageClass) && stateAt(version, now) !== 'restored';

/** x-amz-restore. */
export function restoreHeader(version: ObjectVersion, now: number): string | undefined {
  const status = restoreStatus(version, now);
  if (!status) return undefined;
  const { IsRestoreInProgress: ongoing, RestoreExpiryDate: expiry } = status;
  return `ongoing-request="${ongoing}"${expiry ? `, expiry-date="${expiry.toUTCString()}"` : ''}`;
}

/** The same as listings tell it. */
export function restoreStatus(version: ObjectVersion, now: number) {
  const state = version.restore === undefined ? 'none' : stateAt(version, now);
  if (state === 'none') return undefined;
  if (state === 'ongoing') return { IsRestoreInProgress: true };
  return { IsRestoreInProgress: false, RestoreExpiryDate: new Date(restorationOf(version)?.expires ?? 0) };
}
