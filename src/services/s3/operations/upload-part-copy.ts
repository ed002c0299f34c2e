// Takes one part of a multipart upload out of an object that is already stored.
import {
  header,
  integer,
  payload,
  query,
  required,
  string,
  structure,
  timestamp,
} from '../../../core/shape.ts';
import { objectCheck } from '../access.ts';
import { ALGORITHMS } from '../checksum/algorithms.ts';
import { Intake } from '../checksum/intake.ts';
import { customerKeyOf } from '../encryption/customer-key.ts';
import { invalidArgument, invalidRequest } from '../errors.ts';
import { etagIsMd5, quoted } from '../etag.ts';
import { findUpload, requireUpload } from '../multipart/find-upload.ts';
import { requirePartNumber, requireUploadKey } from '../multipart/part-rules.ts';
import { storePart } from '../multipart/store-part.ts';
import { encryptionAnswer } from '../reading/object-answer.ts';
import { dataKeyOf, openBody } from '../reading/open-object.ts';
import type { ByteRange } from '../reading/range.ts';
import { payable } from '../requester-pays.ts';
import { checksumElements, customerKeyMembers, objectMembers, sseAnswer } from '../shapes.ts';
import { writtenVersionId } from '../versions/version-id.ts';
import { copySourceMembers, findSource, requireSource, sourceChecks } from '../writing/copy-source.ts';
import { CREATES_NOTHING } from '../writing/object-draft.ts';
import { LARGEST_PUT } from './put-object.ts';

const { ChecksumType: _, ...elements } = checksumElements;
const input = structure({
  ...objectMembers,
  UploadId: required(query('uploadId', string())),
  PartNumber: required(query('partNumber', integer())),
  ...copySourceMembers,
  CopySourceRange: header('x-amz-copy-source-range', string()),
  /** No member of AWS's: refused by name. */
  MetadataDirective: header('x-amz-metadata-directive', string()),
  ...customerKeyMembers,
});
const output = structure({
  CopyPartResult: payload(
    'CopyPartResult',
    structure({ ETag: string(), LastModified: timestamp({ format: 'iso8601' }), ...elements }),
  ),
  CopySourceVersionId: header('x-amz-copy-source-version-id', string()),
  ...sseAnswer,
});

export const uploadPartCopy = payable({
  name: 'UploadPartCopy',
  input,
  output,
  http: {
    method: 'PUT',
    uri: '/{Bucket}/{Key+}',
    query: ['partNumber', 'uploadId'],
    headers: ['x-amz-copy-source'],
  },
  resolve: ({ input, call, deps }) => ({
    ...findUpload(input, call, deps),
    found: findSource(input, call, deps),
  }),
  access: ({ input, target, call, deps }) => [
    ...sourceChecks(target.found, call, deps, false),
    objectCheck(deps, 's3:PutObject', target.bucket, input.Key, call, CREATES_NOTHING),
  ],
  async run({ input, target, call, deps }) {
    const { PartNumber: number } = input;
    requirePartNumber(number);
    if (input.MetadataDirective !== undefined) {
      const message = 'The specified header is not valid in this context';
      throw invalidArgument(message, 'x-amz-metadata-directive', input.MetadataDirective);
    }
    const upload = requireUpload(target, input.UploadId);
    const { envelope, checksum } = upload.draft;
    const customer = customerKeyOf(input);
    requireUploadKey(envelope, customer);
    const { version: source, customer: sourceCustomer } = requireSource(target.found, input, call.time);
    const { start, end } = rangeOf(input.CopySourceRange, source.size);
    if (end - start > LARGEST_PUT) {
      throw invalidRequest(
        `The specified copy source is larger than the maximum allowable size for a copy source: ${LARGEST_PUT}`,
      );
    }
    const dataKey = await dataKeyOf(source, target.found.bucket, call, sourceCustomer, deps);
    const body = openBody(source, dataKey, start, end, deps);
    const intake = new Intake({}, { md5: etagIsMd5(envelope.mode), algorithm: checksum.algorithm });
    const { part } = await storePart(
      { bucket: target.bucket, upload, number, body, intake, customer, call },
      deps,
    );
    return {
      CopyPartResult: {
        ETag: quoted(part.etag),
        LastModified: new Date(part.lastModified),
        ...(checksum.asked &&
          part.checksum !== null && { [ALGORITHMS[checksum.algorithm].member]: part.checksum }),
      },
      CopySourceVersionId: writtenVersionId(source.versionId),
      ...encryptionAnswer(envelope),
    };
  },
});

const RANGE = /^bytes=(\d+)-(\d+)$/;

/** Unlike a read's Range, it must name both ends and lie within the source (recorded: facts/s3 §8). */
function rangeOf(header: string | undefined, size: number): ByteRange {
  if (header === undefined) return { start: 0, end: size };
  const parts = RANGE.exec(header);
  if (!parts || Number(parts[1]) > Number(parts[2])) {
    throw invalidArgument(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      'x-amz-copy-source-range',
      header,
    );
  }
  const end = Number(parts[2]) + 1;
  if (end > size) {
    // Recorded: wholly behind the end it is another error than across it.
    if (Number(parts[1]) >= size) {
      throw invalidRequest('The specified copy range is invalid for the source object size');
    }
    throw invalidArgument(
      `Range specified is not valid for source object of size: ${size}`,
      'x-amz-copy-source-range',
      header,
    );
  }
  return { start: Number(parts[1]), end };
}
