// Which bytes of a version a reader asks for: all, a Range, or one part of a multipart object.
import { AwsError } from '../../../core/errors.ts';
import type { S3Deps } from '../deps.ts';
import { invalidArgument, invalidRequest } from '../errors.ts';
import { quoted } from '../etag.ts';
import type { Checksum, ObjectVersion } from '../versions/object-version.ts';
import { type ByteRange, rangeOf } from './range.ts';

export interface Selected {
  readonly range: ByteRange;
  /** Answered as 206 with Content-Range. */
  readonly partial: boolean;
  /** Of just these bytes: the object's where they are all of it, a part's own; a range has none. */
  readonly checksum: Checksum | undefined;
  readonly partsCount?: number | undefined;
}

export function selectRange(
  input: {
    readonly Range?: string | undefined;
    readonly IfRange?: string | undefined;
    readonly PartNumber?: number | undefined;
  },
  version: ObjectVersion,
  deps: Pick<S3Deps, 'uploads'>,
): Selected {
  const all = { start: 0, end: version.size };
  if (input.PartNumber !== undefined) {
    if (input.Range !== undefined)
      throw invalidRequest('Cannot specify both Range header and partNumber query parameter');
    return part(input.PartNumber, version, deps);
  }
  const range = isStale(input.IfRange, version) ? undefined : rangeOf(input.Range, version.size);
  if (!range) return { range: all, partial: false, checksum: version.checksum };
  const isWhole = range.start === 0 && range.end === version.size;
  return { range, partial: true, checksum: isWhole ? version.checksum : undefined };
}

/** If-Range: the range holds only for the version the reader already has a piece of. */
function isStale(ifRange: string | undefined, version: ObjectVersion): boolean {
  if (ifRange === undefined) return false;
  const date = Date.parse(ifRange);
  if (!ifRange.startsWith('"') && !Number.isNaN(date))
    return Math.floor(version.lastModified / 1000) * 1000 > date;
  return ifRange !== quoted(version.etag) && ifRange !== version.etag;
}

function part(number: number, version: ObjectVersion, deps: Pick<S3Deps, 'uploads'>): Selected {
  if (!Number.isInteger(number) || number < 1 || number > 10_000) {
    throw invalidArgument(
      'Part number must be an integer between 1 and 10000, inclusive',
      'partNumber',
      String(number),
    );
  }
  const { body } = version;
  const partsCount = body.kind === 'parts' ? body.parts : 1;
  if (body.kind !== 'parts' && number === 1) {
    const range = { start: 0, end: version.size };
    return { range, partial: version.size > 0, checksum: version.checksum };
  }
  // By its place: "GET partNumbers are not same as uploaded part numbers!" (OpenStack Swift's tests, test/s3api of
  // which run against AWS too: parts 1 and 1000 are read as 1 and 2, and 3 is refused). MinIO numbers anew alike.
  const found = body.kind === 'parts' ? deps.uploads.nthPart(body.upload, number) : undefined;
  if (!found) throw invalidPartNumber(number, partsCount);
  const range = { start: found.start, end: found.start + found.size };
  return { range, partial: true, checksum: ofPart(version, partsCount, found.checksum), partsCount };
}

/** A part shows a composite checksum's share of its own; of a whole object's checksum it has none (recorded). */
function ofPart(
  { checksum }: ObjectVersion,
  partsCount: number,
  value: string | null | undefined,
): Checksum | undefined {
  if (!checksum || !value) return undefined;
  return checksum.type === 'COMPOSITE' || partsCount === 1 ? { ...checksum, value } : undefined;
}

const invalidPartNumber = (PartNumberRequested: number, ActualPartCount: number) =>
  new AwsError('InvalidPartNumber', 416, 'The requested partnumber is not satisfiable', {
    PartNumberRequested,
    ActualPartCount,
  });
