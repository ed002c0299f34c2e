// Begins a multipart upload: says what the object will be, and gets its data key.

import { principalAccount } from '../../../core/call.ts';
import { header, headers, map, string, structure } from '../../../core/shape.ts';
import { findBucket } from '../access.ts';
import { ALGORITHMS } from '../checksum/algorithms.ts';
import { canCombine } from '../checksum/combine.ts';
import { chooseEncryption } from '../encryption/choose.ts';
import { accessDenied, invalidRequest } from '../errors.ts';
import { abortionOf } from '../lifecycle/foretold.ts';
import { initiatorOf } from '../multipart/find-upload.ts';
import { newUploadId, type UploadChecksum } from '../multipart/upload.ts';
import { requireAclsAllowed } from '../ownership.ts';
import { encryptionAnswer } from '../reading/object-answer.ts';
import { payable } from '../requester-pays.ts';
import {
  abortAnswer,
  aclMembers,
  customerKeyMembers,
  lockMembers,
  objectHeaderMembers,
  objectMembers,
  sseAnswer,
  sseMembers,
} from '../shapes.ts';
import { wholeSeconds } from '../time.ts';
import { CREATES_NOTHING, checkKey, describe, writeChecks } from '../writing/object-draft.ts';
import { dataKeyFor } from '../writing/seal-object.ts';
import { algorithmOf } from './copy-object.ts';

const input = structure({
  ...objectMembers,
  ChecksumAlgorithm: header('x-amz-checksum-algorithm', string()),
  ChecksumType: header('x-amz-checksum-type', string()),
  ...objectHeaderMembers,
  Metadata: headers('x-amz-meta-', map(string(), string())),
  ...sseMembers,
  ...customerKeyMembers,
  StorageClass: header('x-amz-storage-class', string()),
  Tagging: header('x-amz-tagging', string()),
  ...lockMembers,
  ...aclMembers,
});
const output = structure(
  {
    Bucket: string(),
    Key: string(),
    UploadId: string(),
    ...sseAnswer,
    SSEKMSEncryptionContext: header('x-amz-server-side-encryption-context', string()),
    ChecksumAlgorithm: header('x-amz-checksum-algorithm', string()),
    ChecksumType: header('x-amz-checksum-type', string()),
    ...abortAnswer,
  },
  { xmlName: 'InitiateMultipartUploadResult' },
);

export const createMultipartUpload = payable({
  name: 'CreateMultipartUpload',
  input,
  output,
  http: { method: 'POST', uri: '/{Bucket}/{Key+}?uploads' },
  resolve({ input, call, deps }) {
    checkKey(input.Key);
    return findBucket(deps, input, call);
  },
  access({ input, target, call, deps }) {
    // Whatever the bucket lets everybody do (aws-sdk-cpp#1575).
    if (call.principal.type === 'anonymous') {
      throw accessDenied('Anonymous users cannot initiate multipart uploads.  Please authenticate.');
    }
    return writeChecks(input, target, input.Key, call, deps, CREATES_NOTHING);
  },
  async run({ input, target: bucket, call, deps }) {
    const { Key: key } = input;
    requireAclsAllowed(input, bucket, deps);
    const description = describe(input, bucket, call, deps);
    const checksum = checksumOf(input);
    const chosen = chooseEncryption(input, bucket, key, call, deps);
    const { key: dataKey, envelope } = await dataKeyFor(chosen, bucket, key, call, deps);
    // The parts will ask for it again.
    dataKey.fill(0);
    const initiated = wholeSeconds(call.time);
    const uploadId = newUploadId(deps.random);
    await deps.database.commit(() =>
      deps.uploads.insert({
        bucket: bucket.id,
        key,
        uploadId,
        initiated,
        initiator: principalAccount(call.principal) ?? bucket.account,
        draft: {
          ...description,
          envelope,
          checksum,
          found: deps.objects.latest(bucket, key)?.seq,
          initiator: initiatorOf(call.principal),
        },
      }),
    );
    return {
      Bucket: bucket.name,
      Key: key,
      UploadId: uploadId,
      ...encryptionAnswer(envelope),
      SSEKMSEncryptionContext: envelope.context ? input.SSEKMSEncryptionContext : undefined,
      ...(checksum.asked && {
        ChecksumAlgorithm: checksum.algorithm as string,
        ChecksumType: checksum.type as string,
      }),
      ...abortionOf(bucket, key, initiated, deps),
    };
  },
});

function checksumOf(input: {
  readonly ChecksumAlgorithm?: string | undefined;
  readonly ChecksumType?: string | undefined;
}): UploadChecksum {
  const algorithm = algorithmOf(input.ChecksumAlgorithm);
  const type = input.ChecksumType?.toUpperCase();
  if (algorithm === undefined) {
    if (type !== undefined) {
      throw invalidRequest(
        'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
      );
    }
    return { algorithm: 'CRC64NVME', type: 'FULL_OBJECT', asked: false };
  }
  if (type === undefined) return { algorithm, type: ALGORITHMS[algorithm].multipartType, asked: true };
  if (type !== 'FULL_OBJECT' && type !== 'COMPOSITE') {
    throw invalidRequest('Value for x-amz-checksum-type header is invalid.');
  }
  const impossible = type === 'FULL_OBJECT' ? !canCombine(algorithm) : algorithm === 'CRC64NVME';
  if (impossible) {
    throw invalidRequest(
      `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  }
  return { algorithm, type, asked: true };
}
