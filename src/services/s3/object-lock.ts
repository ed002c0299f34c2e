// Object Lock: what a writer may ask for, what a bucket adds by default, and what it then forbids.
import type { Call } from '../../core/call.ts';
import { AwsError } from '../../core/errors.ts';
import type { Bucket } from './buckets/bucket-store.ts';
import { type Promises, promisedChecksum } from './checksum/intake.ts';
import type { S3Deps } from './deps.ts';
import { accessDenied, invalidArgument, invalidRequest } from './errors.ts';
import type { ObjectLock, ObjectVersion } from './versions/object-version.ts';

export interface LockInput {
  readonly ObjectLockMode?: string | undefined;
  readonly ObjectLockRetainUntilDate?: Date | undefined;
  readonly ObjectLockLegalHoldStatus?: string | undefined;
}

/** PutObjectLockConfiguration's body, as the `objectLock` configuration keeps it. */
export interface LockConfiguration {
  readonly ObjectLockEnabled?: string | undefined;
  readonly Rule?:
    | {
        readonly DefaultRetention?:
          | {
              readonly Mode?: string | undefined;
              readonly Days?: number | undefined;
              readonly Years?: number | undefined;
            }
          | undefined;
      }
    | undefined;
}

const DAY = 86_400_000;
export const lockConfigurationMissing = () => invalidRequest('Bucket is missing Object Lock Configuration');
/** Writers of objects are told so in one word less (versitygw#1751). */
const lockNotEnabled = () => invalidRequest('Bucket is missing ObjectLockConfiguration');

export function isLockMode(mode: string): mode is 'GOVERNANCE' | 'COMPLIANCE' {
  return mode === 'GOVERNANCE' || mode === 'COMPLIANCE';
}

/** s3:object-lock-remaining-retention-days; ten days from now are ten when they arrive (a choice). */
export const remainingDays = (until: Date | undefined, time: number): number | undefined =>
  until && Math.ceil((until.getTime() - time) / DAY);

/** The lock of a new version: its writer's, else the bucket's default. */
export function lockOf(
  input: LockInput,
  bucket: Bucket,
  time: number,
  deps: Pick<S3Deps, 'buckets'>,
): ObjectLock {
  const { ObjectLockMode: mode, ObjectLockRetainUntilDate: until, ObjectLockLegalHoldStatus: hold } = input;
  const legalHold = hold === undefined ? undefined : legalHoldOf(hold);
  if (mode === undefined && until === undefined && hold === undefined) return defaultLock(bucket, time, deps);
  if (!bucket.objectLock) throw lockNotEnabled();
  if (mode === undefined && until === undefined) return { ...defaultLock(bucket, time, deps), legalHold };
  if (mode === undefined || until === undefined) {
    throw invalidArgument(
      'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
      mode === undefined ? 'x-amz-object-lock-mode' : 'x-amz-object-lock-retain-until-date',
    );
  }
  if (!isLockMode(mode)) throw invalidArgument('Unknown wormMode directive.', 'x-amz-object-lock-mode', mode);
  if (until.getTime() <= time) {
    throw invalidArgument(
      'The retain until date must be in the future!',
      'x-amz-object-lock-retain-until-date',
      javaDate(until),
    );
  }
  return { mode, until: until.getTime(), legalHold };
}

const PACIFIC: Intl.DateTimeFormatOptions = {
  timeZone: 'America/Los_Angeles',
  weekday: 'short',
  month: 'short',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
  year: 'numeric',
};

/** `Tue Dec 31 16:00:00 PST 2019`: as Java writes a date in Seattle, and S3 a refused one (recorded). */
export function javaDate(date: Date): string {
  const part = Object.fromEntries(
    new Intl.DateTimeFormat('en-US', PACIFIC).formatToParts(date).map(({ type, value }) => [type, value]),
  );
  const { weekday, month, day, hour, minute, second, timeZoneName, year } = part;
  return `${weekday} ${month} ${day} ${hour}:${minute}:${second} ${timeZoneName} ${year}`;
}

function legalHoldOf(status: string): 'ON' | 'OFF' {
  if (status === 'ON' || status === 'OFF') return status;
  throw invalidArgument("Legal Hold must be either of 'ON' or 'OFF'", 'x-amz-object-lock-legal-hold', status);
}

function defaultLock(bucket: Bucket, time: number, deps: Pick<S3Deps, 'buckets'>): ObjectLock {
  if (!bucket.objectLock) return {};
  const retention = deps.buckets.configuration<LockConfiguration>(bucket, 'objectLock')?.Rule
    ?.DefaultRetention;
  if (!retention?.Mode || !isLockMode(retention.Mode)) return {};
  const days = retention.Days ?? (retention.Years ?? 0) * 365;
  return { mode: retention.Mode, until: time + days * DAY };
}

/**
 * What will be locked has to be proven whole, be it locked by its writer or by the bucket's default. What a service
 * of ours writes has crossed no wire. How AWS's own prove it is told nowhere: a choice.
 */
export function requireIntegrityProof(
  what: 'Object' | 'Part',
  { mode, legalHold }: ObjectLock,
  input: Promises,
  { url }: Call,
): void {
  if (mode === undefined && legalHold === undefined) return;
  if (url === undefined) return;
  if (input.ContentMD5 !== undefined || promisedChecksum(input)) return;
  throw invalidRequest(
    `Content-MD5 OR x-amz-checksum- HTTP header is required for Put ${what} requests with Object Lock parameters`,
  );
}

/** Refuses to remove a version that is held. */
export function requireUnlocked({ lock }: ObjectVersion, time: number, bypass: boolean): void {
  if (lock.legalHold === 'ON') throw protectedByLock();
  if (lock.until === undefined || lock.until <= time) return;
  if (lock.mode === 'GOVERNANCE' && bypass) return;
  throw protectedByLock();
}

export const protectedByLock = () => accessDenied('Access Denied because object protected by object lock.');

export const noLockConfiguration = (message: string) =>
  new AwsError('NoSuchObjectLockConfiguration', 404, message);
