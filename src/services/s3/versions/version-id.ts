// Version ids: 32 characters that nobody can guess, as AWS's look. They hold their time and a checksum, for AWS
// tells an id that it never gave ("Invalid version id specified") from one that is gone (NoSuchVersion), and goes on
// listing behind a marker that was deleted meanwhile (recorded).
import { crc32 } from 'node:zlib';
import type { Random } from '../../../platform/random.ts';
import type { Bucket } from '../buckets/bucket-store.ts';
import { invalidArgument } from '../errors.ts';
import { NULL_VERSION } from './object-version.ts';

const SIZE = 24;
/** Where the time of giving stands, in microseconds, and behind it the checksum. */
const TIME = SIZE - 12;
const SUMMED = SIZE - 4;
const SHAPE = /^[A-Za-z0-9._-]{32}$/;

let latest = 0n;

/** Later ones are greater in their time, within one millisecond too. */
export function newVersionId(random: Random, now: number): string {
  const time = BigInt(now) * 1000n;
  latest = time > latest ? time : latest + 1n;
  const bytes = random.bytes(SIZE);
  bytes.writeBigUInt64BE(latest, TIME);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, SUMMED)), SUMMED);
  return bytes.toString('base64').replaceAll('+', '.').replaceAll('/', '_');
}

/** When it was given; undefined where it never was, or by the first release, whose ids told nothing. */
export function timeOfVersionId(versionId: string): bigint | undefined {
  const bytes = Buffer.from(versionId.replaceAll('.', '+').replaceAll('_', '/'), 'base64');
  const isGenuine = bytes.length === SIZE && bytes.readUInt32BE(SUMMED) === crc32(bytes.subarray(0, SUMMED));
  return isGenuine ? bytes.readBigUInt64BE(TIME) : undefined;
}

/** Throws for what can be no version id. */
export function checkVersionId(versionId: string): void {
  if (versionId === '') {
    throw invalidArgument('Version id cannot be the empty string', 'versionId', '');
  }
  if (versionId !== NULL_VERSION && !SHAPE.test(versionId)) throw invalidVersionId(versionId);
}

/** Throws for an id under which nothing was found, if it was never given. */
export function checkAbsentVersionId(versionId: string): void {
  if (versionId !== NULL_VERSION && timeOfVersionId(versionId) === undefined)
    throw invalidVersionId(versionId);
}

const invalidVersionId = (versionId: string) =>
  invalidArgument('Invalid version id specified', 'versionId', versionId);

/** What writes answer: nothing of a null version, be it of a bucket whose versioning is suspended (recorded). */
export const writtenVersionId = (versionId: string): string | undefined =>
  versionId === NULL_VERSION ? undefined : versionId;

/** What answers tell: nothing at all of a null version in a bucket that never had versioning. */
export const shownVersionId = (bucket: Bucket, versionId: string): string | undefined =>
  versionId === NULL_VERSION && bucket.versioning === '' ? undefined : versionId;
