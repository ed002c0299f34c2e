// Version ids: 32 characters that nobody can guess, as AWS's look.
import type { Random } from '../../platform/random.ts';
import type { Bucket } from './bucket-store.ts';
import { invalidArgument, noSuchVersion } from './errors.ts';
import { NULL_VERSION, type ObjectVersion } from './object-version.ts';

export const newVersionId = (random: Random): string =>
  random.bytes(24).toString('base64').replaceAll('+', '.').replaceAll('/', '_');

const SHAPE = /^[A-Za-z0-9._-]{32}$/;

/** Throws for what can be no version id. */
export function checkVersionId(versionId: string): void {
  if (versionId === '') {
    throw invalidArgument('Version id cannot be the empty string', 'versionId', '');
  }
  if (versionId !== NULL_VERSION && !SHAPE.test(versionId)) {
    throw invalidArgument('Invalid version id specified', 'versionId', versionId);
  }
}

export function requireVersion(
  version: ObjectVersion | undefined,
  key: string,
  versionId: string,
): ObjectVersion {
  if (!version) throw noSuchVersion(key, versionId);
  return version;
}

/** What answers tell: nothing at all of a null version in a bucket that never had versioning. */
export const shownVersionId = (bucket: Bucket, versionId: string): string | undefined =>
  versionId === NULL_VERSION && bucket.versioning === '' ? undefined : versionId;
