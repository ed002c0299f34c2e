// Deletes an object: by a delete marker in a versioned bucket, for good when a version is named.
import { boolean, header, long, string, structure, timestamp } from '../../../core/shape.ts';
import { notImplemented } from '../errors.ts';
import { findVersion } from '../reading/read-object.ts';
import { payable } from '../requester-pays.ts';
import { versionMembers } from '../shapes.ts';
import { deleteChecks, deleteObjectOrVersion, requireBypassable } from '../versions/delete-version.ts';

const input = structure({
  ...versionMembers,
  MFA: header('x-amz-mfa', string()),
  BypassGovernanceRetention: header('x-amz-bypass-governance-retention', boolean()),
  IfMatch: header('If-Match', string()),
  IfMatchLastModifiedTime: header('x-amz-if-match-last-modified-time', timestamp({ format: 'rfc822' })),
  IfMatchSize: header('x-amz-if-match-size', long()),
});
const output = structure({
  DeleteMarker: header('x-amz-delete-marker', boolean()),
  VersionId: header('x-amz-version-id', string()),
});

export const deleteObject = payable({
  name: 'DeleteObject',
  input,
  output,
  http: { method: 'DELETE', uri: '/{Bucket}/{Key+}', status: 204 },
  resolve: ({ input, call, deps }) => findVersion(input, call, deps),
  access: ({ input, target, call, deps }) =>
    deleteChecks(input, target.bucket, target.version, call, deps, input.BypassGovernanceRetention === true),
  run({ input, target, call, deps }) {
    requireBypassable(input.BypassGovernanceRetention, target.bucket);
    refuseUnknownConditions(input);
    return deleteObjectOrVersion(input, target.bucket, call, deps, {
      bypass: input.BypassGovernanceRetention === true,
      amongMany: false,
    });
  },
});

/** Conditions of directory buckets alone (recorded), and those on a version (measured, localstack/localstack#13894). */
function refuseUnknownConditions(input: {
  readonly VersionId?: string | undefined;
  readonly IfMatch?: string | undefined;
  readonly IfMatchLastModifiedTime?: Date | undefined;
  readonly IfMatchSize?: number | undefined;
}): void {
  if (input.IfMatchLastModifiedTime) throw notImplemented('x-amz-if-match-last-modified-time');
  if (input.IfMatchSize !== undefined) throw notImplemented('x-amz-if-match-size');
  if (input.VersionId !== undefined && input.IfMatch !== undefined) throw notImplemented('If-Match');
}
