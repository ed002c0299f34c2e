// Answers the ACL of one version.
import { structure } from '../../../core/shape.ts';
import { aclOfVersion, asPolicy, privateTo } from '../configuration/acl.ts';
import { objectAcl } from '../configuration/acl-shapes.ts';
import { ownershipOf } from '../ownership.ts';
import { findVersion, readChecks, requireObject } from '../reading/read-object.ts';
import { payable } from '../requester-pays.ts';
import { versionMembers } from '../shapes.ts';
import { shownVersionId } from '../versions/version-id.ts';

export const getObjectAcl = payable({
  name: 'GetObjectAcl',
  input: structure(versionMembers),
  output: objectAcl,
  http: { method: 'GET', uri: '/{Bucket}/{Key+}?acl' },
  resolve: ({ input, call, deps }) => findVersion(input, call, deps),
  access: ({ input, target, call, deps }) =>
    readChecks({ latest: 's3:GetObjectAcl', version: 's3:GetObjectVersionAcl' }, input, target, call, deps),
  run({ input, target, deps }) {
    const version = requireObject(target, input, 'GET');
    const { bucket } = target;
    const enforced = ownershipOf(bucket, deps) === 'BucketOwnerEnforced';
    const owner = enforced ? bucket.account : version.owner;
    return {
      ...asPolicy(owner, enforced ? privateTo(owner) : aclOfVersion(version)),
      VersionId: shownVersionId(bucket, version.versionId),
    };
  },
});
