// Makes an object of the parts of an upload: they stay where they are, and the object is their list.
import type { Call } from '../../../core/call.ts';
import { AwsError } from '../../../core/errors.ts';
import {
  header,
  integer,
  list,
  named,
  payload,
  query,
  required,
  string,
  structure,
} from '../../../core/shape.ts';
import type { Bucket } from '../buckets/bucket-store.ts';
import { ALGORITHM_NAMES, ALGORITHMS, checksumOf } from '../checksum/algorithms.ts';
import { combineCrcs } from '../checksum/combine.ts';
import { type ChecksumValues, checksumMismatch, type promisedChecksum } from '../checksum/intake.ts';
import { checkWriteConditions, conditionalConflict, refuseUnknownWriteConditions } from '../conditions.ts';
import type { S3Deps } from '../deps.ts';
import { customerKeyOf } from '../encryption/customer-key.ts';
import { invalidRequest, malformedXml, noSuchUpload } from '../errors.ts';
import { etagIsMd5, etagOfParts, quoted } from '../etag.ts';
import { expirationOf } from '../lifecycle/foretold.ts';
import { proveChecksumKey } from '../multipart/checksum-key.ts';
import { allowsUpload, findUpload } from '../multipart/find-upload.ts';
import {
  checkObjectSize,
  invalidPart,
  invalidPartOrder,
  partNumberTooSmall,
  partTooSmall,
  requireUploadKey,
  SMALLEST_PART,
} from '../multipart/part-rules.ts';
import type { ListedPart, Upload, UploadChecksum } from '../multipart/upload.ts';
import { objectUrl } from '../object-url.ts';
import { checksumAnswer, encryptionAnswer } from '../reading/object-answer.ts';
import { payable } from '../requester-pays.ts';
import {
  checksumElements,
  checksumMembers,
  customerKeyMembers,
  objectMembers,
  sseAnswer,
} from '../shapes.ts';
import type { Checksum, ObjectVersion, Seq } from '../versions/object-version.ts';
import { newVersionId, writtenVersionId } from '../versions/version-id.ts';
import { creationContext } from '../writing/object-draft.ts';

const { ChecksumType: _, ...partChecksums } = checksumElements;
const completedPart = structure({ ETag: string(), ...partChecksums, PartNumber: integer() });

const input = structure({
  ...objectMembers,
  UploadId: required(query('uploadId', string())),
  MultipartUpload: payload(
    'CompleteMultipartUpload',
    structure({ Parts: named('Part', list(completedPart, { flattened: true })) }),
  ),
  ...checksumMembers,
  ChecksumType: header('x-amz-checksum-type', string()),
  MpuObjectSize: header('x-amz-mp-object-size', string()),
  IfMatch: header('If-Match', string()),
  IfNoneMatch: header('If-None-Match', string()),
  ...customerKeyMembers,
});
const output = structure(
  {
    Location: string(),
    Bucket: string(),
    Key: string(),
    ETag: string(),
    ...checksumElements,
    VersionId: header('x-amz-version-id', string()),
    Expiration: header('x-amz-expiration', string()),
    ...sseAnswer,
  },
  { xmlName: 'CompleteMultipartUploadResult' },
);

type Given = {
  readonly PartNumber?: number | undefined;
  readonly ETag?: string | undefined;
} & { readonly [Member in keyof typeof partChecksums]?: string | undefined };

export const completeMultipartUpload = payable({
  name: 'CompleteMultipartUpload',
  input,
  output,
  http: { method: 'POST', uri: '/{Bucket}/{Key+}', query: ['uploadId'] },
  resolve: ({ input, call, deps }) => findUpload(input, call, deps),
  access(context) {
    const put = allowsUpload('s3:PutObject', creationContext(context.input))(context);
    return context.input.IfMatch === undefined ? put : [put, allowsUpload('s3:GetObject')(context)];
  },
  async run({ input, target: { bucket, upload }, call, deps }) {
    const { Key: key, UploadId } = input;
    if (!upload) throw noSuchUpload(UploadId);
    refuseUnknownWriteConditions(input);
    const done = upload.seq === undefined ? undefined : deps.objects.bySeq(upload.seq);
    const given = input.MultipartUpload?.Parts ?? [];
    if (done) {
      // A client whose answer was lost asks again, by the same parts (OpenStack Swift's test/s3api, run against AWS).
      if (etagOfParts(given.map(bareEtag)) !== done.etag) throw noSuchUpload(UploadId);
      return answer(bucket, done, upload, call, deps);
    }
    requireSameMode(input.ChecksumType, upload.draft.checksum);
    if (given.length === 0) throw invalidRequest('You must specify at least one part');
    const customer = customerKeyOf(input);
    if (customer) requireUploadKey(upload.draft.envelope, customer);

    const { envelope, checksum: wanted, found, initiator: _, ...description } = upload.draft;
    const parts = chosenParts(given, deps.uploads.listedParts(upload.id), upload);
    const size = parts.reduce((sum, part) => sum + part.size, 0);
    checkObjectSize(input.MpuObjectSize, size);
    const checksum = wholeChecksum(parts, wanted, envelope.mode === 'SSE-C');
    checkPromised(input, wanted.asked, checksum);
    await proveChecksumKey([input, ...given], upload, bucket, call, deps);
    const version = await deps.objects.commitVersion({
      bucket,
      versionId: () => newVersionId(deps.random, call.time),
      draft: {
        ...description,
        key,
        deleteMarker: false,
        size,
        etag: etagOfParts(parts),
        lastModified: upload.initiated,
        checksum,
        envelope,
        body: { kind: 'parts', upload: upload.id, parts: parts.length },
      },
      admit(current) {
        const now = deps.uploads.find(UploadId);
        if (!now || now.seq !== undefined) throw noSuchUpload(UploadId);
        checkWriteConditions(key, input, current);
        refuseConflict(input, key, current, found);
      },
      also(made, retired) {
        // A part's checksum that nobody asked for served the whole's, and is never shown (recorded).
        deps.uploads.complete(upload, made.seq, parts, wanted.asked, retired);
        deps.notifications.happened({ event: 'ObjectCreated:CompleteMultipartUpload', call }, made, bucket);
      },
    });
    return answer(bucket, version, upload, call, deps);
  },
});

function answer(bucket: Bucket, version: ObjectVersion, upload: Upload, call: Call, deps: S3Deps) {
  const { envelope } = version;
  // With KMS the answer leaves the checksum out, though Get shows it (recorded: facts/s3 §5.5).
  const shown = etagIsMd5(envelope.mode) ? version.checksum : undefined;
  return {
    Location: objectUrl(bucket, upload.key, call),
    Bucket: bucket.name,
    Key: version.key,
    ETag: quoted(version.etag),
    ...checksumAnswer(shown),
    VersionId: writtenVersionId(version.versionId),
    Expiration: expirationOf(bucket, version, deps),
    ...encryptionAnswer(envelope),
  };
}

/** What was written or deleted while the upload went on precedes it (recorded). */
function refuseConflict(
  {
    IfMatch,
    IfNoneMatch,
  }: { readonly IfMatch?: string | undefined; readonly IfNoneMatch?: string | undefined },
  key: string,
  current: ObjectVersion | undefined,
  found: Seq | undefined,
): void {
  if (IfMatch === undefined && IfNoneMatch === undefined) return;
  if (current?.seq === found) return;
  throw conditionalConflict(key, IfMatch === undefined ? 'If-None-Match' : 'If-Match');
}

/** The parts that the caller lists, each as it was uploaded. */
function chosenParts(
  given: readonly Given[],
  stored: readonly ListedPart[],
  { uploadId, draft: { checksum } }: Upload,
): ListedPart[] {
  const { member } = ALGORITHMS[checksum.algorithm];
  const parts: ListedPart[] = [];
  let before = 0;
  let at = 0;
  for (const each of given) {
    const { PartNumber: number, ETag: etag } = each;
    if (number === undefined || etag === undefined) throw malformedXml();
    if (number < 1) throw partNumberTooSmall(number);
    if (number <= before) throw invalidPartOrder(uploadId);
    before = number;
    while ((stored[at]?.number ?? number) < number) at += 1;
    const part = stored[at];
    const { etag: bare } = bareEtag(each);
    if (part?.number !== number || part.etag !== bare) throw invalidPart(uploadId, number, bare);
    const other = otherChecksum(each, checksum.algorithm);
    if (other !== undefined && checksum.asked) throw notOfThisPart(other, number);
    // An upload begun without an algorithm keeps no checksum of its parts to compare (recorded).
    if (other !== undefined) throw invalidPart(uploadId, number, part.etag);
    const sum = each[member];
    if (sum !== undefined && part.checksum !== null && sum !== part.checksum) {
      throw invalidPart(uploadId, number, part.etag);
    }
    if (sum === undefined && checksum.asked && checksum.type === 'COMPOSITE') {
      const name = checksum.algorithm.toLowerCase();
      throw invalidRequest(
        `The upload was created using a ${name} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
      );
    }
    parts.push(part);
  }
  // Each part's checksum counts by its place (CompletedPart, PartNumber: they "must start at 1" and "be consecutive").
  if (checksum.asked && checksum.type === 'COMPOSITE' && before !== parts.length) {
    throw invalidPartOrder(uploadId);
  }
  const small = parts.slice(0, -1).find(({ size }) => size < SMALLEST_PART);
  if (small) throw partTooSmall(small.number, small.etag, small.size);
  return parts;
}

const bareEtag = ({ ETag = '' }: Given) => ({ etag: ETag.replaceAll('"', '') });

const otherChecksum = (given: ChecksumValues, algorithm: Checksum['algorithm']): string | undefined =>
  ALGORITHM_NAMES.find((name) => name !== algorithm && given[ALGORITHMS[name].member] !== undefined);

const notOfThisPart = (algorithm: string, number: number) =>
  new AwsError(
    'BadDigest',
    400,
    `The ${algorithm.toLowerCase()} you specified for part ${number} did not match what we received.`,
  );

/** Asked before the parts are looked at; an upload begun without an algorithm has the mode "null" (recorded). */
function requireSameMode(given: string | undefined, { asked, type }: UploadChecksum): void {
  const mode = asked ? type : 'null';
  if (given === undefined || given === mode) return;
  throw invalidRequest(
    `The upload was created using the ${mode} checksum mode. The complete request must use the same checksum mode.`,
  );
}

/** SSE-C uploads get no checksum that nobody asked for (recorded: facts/s3 §5.5). */
function wholeChecksum(
  parts: readonly ListedPart[],
  { algorithm, type, asked }: UploadChecksum,
  withCustomerKey: boolean,
): Checksum | undefined {
  if (withCustomerKey && !asked) return undefined;
  if (!parts.every(isSummed)) return undefined;
  if (type === 'FULL_OBJECT') return { algorithm, type, value: combineCrcs(algorithm, parts) };
  const sums = Buffer.concat(parts.map((part) => Buffer.from(part.checksum, 'base64')));
  return { algorithm, type, value: `${checksumOf(algorithm, sums)}-${parts.length}` };
}

const isSummed = (part: ListedPart): part is ListedPart & { readonly checksum: string } =>
  part.checksum !== null;

/**
 * A whole object's checksum counts only beside the mode, and another algorithm's is a wrong one; where none was
 * named with the upload, it is passed over (all recorded).
 */
function checkPromised(
  input: Parameters<typeof promisedChecksum>[0] & { readonly ChecksumType?: string | undefined },
  asked: boolean,
  checksum: Checksum | undefined,
): void {
  if (!checksum) return;
  const { algorithm, type, value } = checksum;
  const given = input[ALGORITHMS[algorithm].member];
  const isWrong =
    given === undefined
      ? asked && otherChecksum(input, algorithm) !== undefined
      : (given !== value && given !== value.replace(/-\d+$/, '')) ||
        (asked && type === 'FULL_OBJECT' && input.ChecksumType === undefined);
  if (isWrong) throw checksumMismatch(algorithm.toLowerCase());
}
