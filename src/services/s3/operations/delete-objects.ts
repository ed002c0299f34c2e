// Deletes up to a thousand objects or versions in one request, each with its own permission and outcome.

import type { Call } from '../../../core/call.ts';
import { AwsError } from '../../../core/errors.ts';
import { boolean, header, list, named, payload, required, string, structure } from '../../../core/shape.ts';
import { shortText } from '../../../core/short-text.ts';
import { resolveBucket } from '../access.ts';
import type { Bucket } from '../buckets/bucket-store.ts';
import type { S3Deps } from '../deps.ts';
import { malformedXml, noSuchVersion, s3Errors } from '../errors.ts';
import { versionIn } from '../reading/read-object.ts';
import { payable, requirePayer } from '../requester-pays.ts';
import { bucketMembers } from '../shapes.ts';
import {
  type Deletion,
  deleteChecks,
  deleteObjectOrVersion,
  requireBypassable,
} from '../versions/delete-version.ts';
import { checkKey } from '../writing/object-draft.ts';

const input = structure({
  ...bucketMembers,
  MFA: header('x-amz-mfa', string()),
  BypassGovernanceRetention: header('x-amz-bypass-governance-retention', boolean()),
  Delete: required(
    payload(
      'Delete',
      structure({
        Objects: required(
          named(
            'Object',
            list(
              // Without the Size and the LastModifiedTime of directory buckets: elements as unknown as any other.
              structure({ Key: required(string({ min: 1 })), VersionId: string(), ETag: string() }),
              { flattened: true },
            ),
          ),
        ),
        Quiet: boolean(),
      }),
    ),
  ),
});
const output = structure(
  {
    Deleted: list(
      structure({
        Key: string(),
        VersionId: string(),
        DeleteMarker: boolean(),
        DeleteMarkerVersionId: string(),
      }),
      { flattened: true },
    ),
    Errors: named(
      'Error',
      list(structure({ Key: string(), VersionId: string(), Code: string(), Message: string() }), {
        flattened: true,
      }),
    ),
  },
  { xmlName: 'DeleteResult' },
);

const MOST = 1000;

export const deleteObjects = payable({
  name: 'DeleteObjects',
  input,
  output,
  http: { method: 'POST', uri: '/{Bucket}?delete', digest: 'required' },
  resolve: resolveBucket,
  // Each object's permission is asked on its own, and its refusal stands in the answer.
  access({ target, call, deps }) {
    requirePayer(deps, target, call);
    return undefined;
  },
  async run({ input, target: bucket, call, deps }) {
    const { Objects, Quiet } = input.Delete;
    if (Objects.length === 0 || Objects.length > MOST) throw malformedXml();
    // The whole request's fault (aws/aws-sdk-net#3828).
    for (const { Key } of Objects) checkKey(Key);
    requireBypassable(input.BypassGovernanceRetention, bucket);
    const bypass = input.BypassGovernanceRetention === true;
    const outcomes = await Promise.all(
      Objects.map((object) =>
        deleteOne(
          { Key: object.Key, VersionId: object.VersionId, IfMatch: object.ETag },
          bucket,
          call,
          deps,
          bypass,
        ),
      ),
    );
    return {
      Deleted: Quiet ? [] : outcomes.flatMap(({ deleted }) => (deleted ? [deleted] : [])),
      Errors: outcomes.flatMap(({ error }) => (error ? [error] : [])),
    };
  },
});

async function deleteOne(deletion: Deletion, bucket: Bucket, call: Call, deps: S3Deps, bypass: boolean) {
  const { Key, VersionId } = deletion;
  try {
    const version = versionIn(bucket, deletion, deps);
    requirePermission(deletion, bucket, version, call, deps, bypass);
    const deleted = await deleteObjectOrVersion(deletion, bucket, call, deps, { bypass, amongMany: true });
    return {
      deleted: {
        Key,
        VersionId,
        DeleteMarker: deleted.DeleteMarker,
        DeleteMarkerVersionId: deleted.DeleteMarker ? deleted.VersionId : undefined,
      },
    };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    // An id that was never given is no fault of the whole request here (recorded).
    if (VersionId !== undefined && error.code === 'InvalidArgument') {
      const { code, message } = noSuchVersion(Key, VersionId);
      return { error: { Key, VersionId: shortText(VersionId), Code: code, Message: message } };
    }
    return { error: { Key, VersionId, Code: error.code, Message: error.message } };
  }
}

function requirePermission(
  deletion: Deletion,
  bucket: Bucket,
  version: ReturnType<typeof versionIn>,
  call: Call,
  deps: S3Deps,
  bypass: boolean,
): void {
  for (const check of [deleteChecks(deletion, bucket, version, call, deps, bypass)].flat()) {
    const decision = deps.ports.authorize(check, call);
    if (!decision.allowed) throw s3Errors.denied(check, decision, call);
  }
}
