// Stores an object: its bytes sealed and on the disk first, then one transaction that makes them real.
import { type Body, bodyOf } from '../../../core/body.ts';
import type { Context } from '../../../core/operation.ts';
import {
  header,
  headers,
  long,
  map,
  payload,
  stream,
  string,
  structure,
  type TypeOf,
} from '../../../core/shape.ts';
import { findBucket } from '../access.ts';
import type { Bucket } from '../buckets/bucket-store.ts';
import { Intake } from '../checksum/intake.ts';
import { checkWriteConditions, refuseUnknownWriteConditions } from '../conditions.ts';
import type { S3Deps } from '../deps.ts';
import { type Chosen, chooseEncryption } from '../encryption/choose.ts';
import { entityTooLarge, notImplemented } from '../errors.ts';
import { etagIsMd5, quoted } from '../etag.ts';
import { expirationOf } from '../lifecycle/foretold.ts';
import { requireIntegrityProof } from '../object-lock.ts';
import { requireAclsAllowed } from '../ownership.ts';
import { checksumAnswer, encryptionAnswer } from '../reading/object-answer.ts';
import { payable } from '../requester-pays.ts';
import {
  aclMembers,
  checksumAnswer as checksumAnswerMembers,
  checksumMembers,
  customerKeyMembers,
  lockMembers,
  objectHeaderMembers,
  objectMembers,
  sseAnswer,
  sseMembers,
} from '../shapes.ts';
import { writtenVersionId } from '../versions/version-id.ts';
import { type CommittedObject, commitObject } from '../writing/commit-object.ts';
import { checkKey, describe, writeChecks } from '../writing/object-draft.ts';

export const LARGEST_PUT = 5 * 1024 ** 3;

const putInput = structure({
  ...objectMembers,
  Body: payload('Body', stream()),
  ContentLength: header('Content-Length', long()),
  ContentMD5: header('Content-MD5', string()),
  ChecksumAlgorithm: header('x-amz-sdk-checksum-algorithm', string()),
  ...checksumMembers,
  Trailer: header('x-amz-trailer', string()),
  IfMatch: header('If-Match', string()),
  IfNoneMatch: header('If-None-Match', string()),
  /** Of directory buckets, and refused by name: whoever would append must not replace. */
  WriteOffsetBytes: header('x-amz-write-offset-bytes', string()),
  ...objectHeaderMembers,
  Metadata: headers('x-amz-meta-', map(string(), string())),
  ...sseMembers,
  ...customerKeyMembers,
  StorageClass: header('x-amz-storage-class', string()),
  Tagging: header('x-amz-tagging', string()),
  ...lockMembers,
  ...aclMembers,
});
const output = structure({
  ETag: header('ETag', string()),
  VersionId: header('x-amz-version-id', string()),
  Expiration: header('x-amz-expiration', string()),
  ...checksumAnswerMembers,
  ...sseAnswer,
  SSEKMSEncryptionContext: header('x-amz-server-side-encryption-context', string()),
});

const NOTHING: Body = bodyOf(new Uint8Array(0));

export const putObject = payable({
  name: 'PutObject',
  input: putInput,
  output,
  http: { method: 'PUT', uri: '/{Bucket}/{Key+}' },
  resolve({ input, call, deps }) {
    checkKey(input.Key);
    return findBucket(deps, input, call);
  },
  access: ({ input, target, call, deps }) => writeChecks(input, target, input.Key, call, deps),
  run: (context) => storeObject(context, 'ObjectCreated:Put'),
});

/** The same for a form's file, but for the name of the event. */
export function storeObject(
  { input, target: bucket, call, deps }: Context<S3Deps, TypeOf<typeof putInput>, Bucket>,
  event: 'ObjectCreated:Put' | 'ObjectCreated:Post',
): Promise<TypeOf<typeof output>> {
  const { Key: key, Body: body = NOTHING } = input;
  const size = body.length ?? input.ContentLength;
  if (size !== undefined && size > LARGEST_PUT) throw entityTooLarge(size, LARGEST_PUT);
  refuseUnknownWriteConditions(input);
  if (input.WriteOffsetBytes !== undefined) throw notImplemented('x-amz-write-offset-bytes');
  requireAclsAllowed(input, bucket, deps);
  const description = describe(input, bucket, call, deps);
  if (event === 'ObjectCreated:Put') requireIntegrityProof('Object', description.lock, input, call);
  const chosen: Chosen = chooseEncryption(input, bucket, key, call, deps);
  const intake = new Intake(input, { md5: etagIsMd5(chosen.mode), algorithm: 'CRC64NVME' });
  if (input.IfMatch ?? input.IfNoneMatch) {
    checkWriteConditions(key, input, deps.objects.latest(bucket, key));
  }

  const committed = commitObject(
    { body, chosen, bucket, key, call, intake, description, conditions: input, event },
    deps,
  );
  return committed.then((stored) => answerOf(stored, input, bucket, deps));
}

/** Member by member, as readAnswer does it. */
function answerOf(
  { version, envelope, checksum, etag }: CommittedObject,
  { SSEKMSEncryptionContext }: TypeOf<typeof putInput>,
  bucket: Bucket,
  deps: S3Deps,
): TypeOf<typeof output> {
  const encryption = encryptionAnswer(envelope);
  const answer = {
    ETag: quoted(etag),
    VersionId: writtenVersionId(version.versionId),
    Expiration: expirationOf(bucket, version, deps),
    ServerSideEncryption: encryption.ServerSideEncryption,
    SSEKMSKeyId: encryption.SSEKMSKeyId,
    BucketKeyEnabled: encryption.BucketKeyEnabled,
    SSECustomerAlgorithm: encryption.SSECustomerAlgorithm,
    SSECustomerKeyMD5: encryption.SSECustomerKeyMD5,
    SSEKMSEncryptionContext: envelope.context ? SSEKMSEncryptionContext : undefined,
  };
  return Object.assign(answer, checksumAnswer(checksum));
}
