// Reads an object, or a range or a part of it.
import { whenReady } from '../../../core/prompt.ts';
import {
  boolean,
  header,
  headers,
  integer,
  long,
  map,
  payload,
  query,
  stream,
  string,
  structure,
  timestamp,
} from '../../../core/shape.ts';
import { checkReadConditions } from '../conditions.ts';
import { customerKeyOf, requireCustomerKey } from '../encryption/customer-key.ts';
import { dataKeyOf, openBody } from '../reading/open-object.ts';
import { readAnswer } from '../reading/read-answer.ts';
import { findVersion, readChecks, requireObject } from '../reading/read-object.ts';
import { requireNoSseHeader, requireReadable } from '../reading/readable.ts';
import { selectRange } from '../reading/select-range.ts';
import { payable } from '../requester-pays.ts';
import {
  checksumAnswer as checksumMembers,
  customerKeyMembers,
  lockMembers,
  objectHeaderMembers,
  sseAnswer,
  versionMembers,
} from '../shapes.ts';

/** The members of a read request; HeadObject has the same. */
export const readInput = structure({
  ...versionMembers,
  PartNumber: query('partNumber', integer()),
  Range: header('Range', string()),
  IfMatch: header('If-Match', string()),
  IfNoneMatch: header('If-None-Match', string()),
  // Strings, for a date that cannot be read is no error but no condition.
  IfModifiedSince: header('If-Modified-Since', string()),
  IfUnmodifiedSince: header('If-Unmodified-Since', string()),
  IfRange: header('If-Range', string()),
  ChecksumMode: header('x-amz-checksum-mode', string()),
  ...customerKeyMembers,
  ServerSideEncryption: header('x-amz-server-side-encryption', string()),
  ResponseCacheControl: query('response-cache-control', string()),
  ResponseContentDisposition: query('response-content-disposition', string()),
  ResponseContentEncoding: query('response-content-encoding', string()),
  ResponseContentLanguage: query('response-content-language', string()),
  ResponseContentType: query('response-content-type', string()),
  ResponseExpires: query('response-expires', string()),
});

export const readAnswerMembers = {
  DeleteMarker: header('x-amz-delete-marker', boolean()),
  AcceptRanges: header('accept-ranges', string()),
  Expiration: header('x-amz-expiration', string()),
  Restore: header('x-amz-restore', string()),
  LastModified: header('Last-Modified', timestamp({ format: 'rfc822' })),
  // Before Content-Length: behind it Node encodes Content-Disposition anew, and throws at what is not ASCII.
  ...objectHeaderMembers,
  ContentLength: header('Content-Length', long()),
  ContentRange: header('Content-Range', string()),
  ETag: header('ETag', string()),
  VersionId: header('x-amz-version-id', string()),
  Metadata: headers('x-amz-meta-', map(string(), string())),
  ...checksumMembers,
  ...sseAnswer,
  StorageClass: header('x-amz-storage-class', string()),
  ReplicationStatus: header('x-amz-replication-status', string()),
  PartsCount: header('x-amz-mp-parts-count', integer()),
  TagCount: header('x-amz-tagging-count', integer()),
  ...lockMembers,
  StatusCode: { shape: integer(), required: false, location: 'status' } as const,
};

const output = structure({ Body: payload('Body', stream()), ...readAnswerMembers });

export const getObject = payable({
  name: 'GetObject',
  input: readInput,
  output,
  http: { method: 'GET', uri: '/{Bucket}/{Key+}' },
  resolve: ({ input, call, deps }) => findVersion(input, call, deps),
  access: ({ input, target, call, deps }) =>
    readChecks({ latest: 's3:GetObject', version: 's3:GetObjectVersion' }, input, target, call, deps),
  run({ input, target, call, deps }) {
    requireNoSseHeader(input);
    const version = requireObject(target, input, 'GET');
    const customer = requireCustomerKey(version.envelope, customerKeyOf(input));
    checkReadConditions(input, version, call.time);
    requireReadable(version, call.time);
    const selected = selectRange(input, version, deps);
    const { start, end } = selected.range;
    const read = { input, bucket: target.bucket, version, selected, call };
    const dataKey = dataKeyOf(version, target.bucket, call, customer, deps);
    return whenReady(dataKey, (key) => readAnswer(read, deps, openBody(version, key, start, end, deps)));
  },
});
