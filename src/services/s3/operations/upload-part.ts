// Takes one part of a multipart upload.
import { type Body, bodyOf } from '../../../core/body.ts';
import {
  header,
  integer,
  long,
  payload,
  query,
  required,
  stream,
  string,
  structure,
} from '../../../core/shape.ts';
import { ALGORITHMS } from '../checksum/algorithms.ts';
import { Intake, promisedChecksum } from '../checksum/intake.ts';
import { customerKeyOf } from '../encryption/customer-key.ts';
import { entityTooLarge, invalidRequest } from '../errors.ts';
import { etagIsMd5, quoted } from '../etag.ts';
import { allowsUpload, findUpload, requireUpload } from '../multipart/find-upload.ts';
import { requirePartNumber, requireUploadKey } from '../multipart/part-rules.ts';
import { storePart } from '../multipart/store-part.ts';
import type { UploadChecksum } from '../multipart/upload.ts';
import { requireIntegrityProof } from '../object-lock.ts';
import { encryptionAnswer } from '../reading/object-answer.ts';
import { payable } from '../requester-pays.ts';
import { checksumMembers, customerKeyMembers, objectMembers, sseAnswer } from '../shapes.ts';
import { CREATES_NOTHING } from '../writing/object-draft.ts';
import { LARGEST_PUT } from './put-object.ts';

const input = structure({
  ...objectMembers,
  UploadId: required(query('uploadId', string())),
  PartNumber: required(query('partNumber', integer())),
  Body: payload('Body', stream()),
  ContentLength: header('Content-Length', long()),
  ContentMD5: header('Content-MD5', string()),
  ChecksumAlgorithm: header('x-amz-sdk-checksum-algorithm', string()),
  ...checksumMembers,
  Trailer: header('x-amz-trailer', string()),
  ...customerKeyMembers,
});
const output = structure({
  ETag: header('ETag', string()),
  ...checksumMembers,
  ...sseAnswer,
});

const NOTHING: Body = bodyOf(new Uint8Array(0));

export const uploadPart = payable({
  name: 'UploadPart',
  input,
  output,
  http: { method: 'PUT', uri: '/{Bucket}/{Key+}', query: ['partNumber', 'uploadId'] },
  resolve: ({ input, call, deps }) => findUpload(input, call, deps),
  access: allowsUpload('s3:PutObject', CREATES_NOTHING),
  async run({ input, target, call, deps }) {
    const { PartNumber: number, Body: body = NOTHING } = input;
    requirePartNumber(number);
    const upload = requireUpload(target, input.UploadId);
    const size = body.length ?? input.ContentLength;
    if (size !== undefined && size > LARGEST_PUT) throw entityTooLarge(size, LARGEST_PUT);
    const { envelope, checksum, lock } = upload.draft;
    const customer = customerKeyOf(input);
    requireUploadKey(envelope, customer);
    requireIntegrityProof('Part', lock, input, call);
    requireSameChecksum(checksum, promisedChecksum(input)?.algorithm);
    const intake = new Intake(input, {
      md5: etagIsMd5(envelope.mode),
      algorithm: checksum.algorithm,
      also: checksum.algorithm,
      shown: 'base64',
    });
    const { part, digests } = await storePart(
      { bucket: target.bucket, upload, number, body, intake, customer, call },
      deps,
    );
    return {
      ETag: quoted(part.etag),
      ...(digests.checksum && { [ALGORITHMS[digests.checksum.algorithm].member]: digests.checksum.value }),
      ...encryptionAnswer(envelope),
    };
  },
});

/** A composite checksum is made of the checksums that came with the parts, all of one kind. */
function requireSameChecksum(checksum: UploadChecksum, given: string | undefined): void {
  if (!checksum.asked || given === checksum.algorithm) return;
  if (given === undefined && checksum.type === 'FULL_OBJECT') return;
  throw invalidRequest(
    `Checksum Type mismatch occurred, expected checksum Type: ${checksum.algorithm.toLowerCase()}, actual checksum Type: ${given?.toLowerCase() ?? 'null'}`,
  );
}
