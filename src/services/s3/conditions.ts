// Conditional requests: HTTP's rules for reads (RFC 9110 §13.2.2), S3's own for writes.
import { AwsError } from '../../core/errors.ts';
import { noSuchKey, notImplemented, notModified, preconditionFailed } from './errors.ts';
import { etagMatches, quoted } from './etag.ts';
import type { ObjectVersion } from './versions/object-version.ts';

export interface ReadConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  /** As they came: a date that cannot be read is no condition. */
  readonly IfModifiedSince?: string | undefined;
  readonly IfUnmodifiedSince?: string | undefined;
}

/** Throws 412 or 304 where the version is not what the reader wants. */
export function checkReadConditions(
  conditions: ReadConditions,
  version: Pick<ObjectVersion, 'etag' | 'lastModified'>,
  now: number,
  unchanged: () => Readonly<Record<string, string>> = () => ({ etag: quoted(version.etag) }),
): void {
  const { IfMatch, IfNoneMatch } = conditions;
  const modified = seconds(version.lastModified);
  if (IfMatch !== undefined) {
    if (!etagMatches(IfMatch, version.etag)) throw preconditionFailed('If-Match');
  } else {
    const since = dateOf(conditions.IfUnmodifiedSince);
    if (since !== undefined && modified > since) throw preconditionFailed('If-Unmodified-Since');
  }
  if (IfNoneMatch !== undefined) {
    if (etagMatches(IfNoneMatch, version.etag)) throw notModified(unchanged());
    return;
  }
  const since = dateOf(conditions.IfModifiedSince);
  // A date that has not come yet is no condition (RFC 9110 §13.1.3; recorded).
  if (since !== undefined && since <= now && modified <= since) throw notModified(unchanged());
}

/** HTTP dates have no milliseconds. */
const seconds = (time: number): number => Math.floor(time / 1000) * 1000;

function dateOf(text: string | undefined): number | undefined {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

export interface WriteConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
}

/** What S3 does not know as a write condition is 501 (recorded: facts/s3 §8). */
export function refuseUnknownWriteConditions({ IfMatch, IfNoneMatch }: WriteConditions): void {
  if (IfMatch === undefined && IfNoneMatch === undefined) return;
  if (IfMatch !== undefined && IfNoneMatch !== undefined) {
    throw notImplemented(
      'If-Match,If-None-Match',
      'Multiple conditional request headers present in the request',
    );
  }
  if (IfNoneMatch !== undefined && IfNoneMatch !== '*') {
    throw notImplemented(
      'If-None-Match',
      "We don't accept the provided value of If-None-Match header for this API",
    );
  }
  if (IfMatch === '*') {
    throw notImplemented('If-Match', "We don't accept the provided value of If-Match header for this API");
  }
}

export const conditionalConflict = (Key: string, Condition: string) =>
  new AwsError(
    'ConditionalRequestConflict',
    409,
    'The conditional request cannot succeed due to a conflicting operation against this resource.',
    { Condition, Key },
  );

/** Held against the key's newest version, in the transaction that replaces it. */
export function checkWriteConditions(
  key: string,
  { IfMatch, IfNoneMatch }: WriteConditions,
  current: ObjectVersion | undefined,
): void {
  const there = current && !current.deleteMarker ? current : undefined;
  if (IfNoneMatch !== undefined && there) throw preconditionFailed('If-None-Match');
  if (IfMatch === undefined) return;
  if (!there) throw noSuchKey(key);
  if (!etagMatches(IfMatch, there.etag)) throw preconditionFailed('If-Match');
}
