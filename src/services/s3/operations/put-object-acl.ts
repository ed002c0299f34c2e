// Replaces the ACL of one version.
import { payload, structure } from '../../../core/shape.ts';
import { objectArn } from '../buckets/bucket-store.ts';
import { aclsNotSupported, refusePublicGrants, requestedGrants } from '../configuration/acl-input.ts';
import { accessControlPolicy, aclVersion } from '../configuration/acl-shapes.ts';
import { prevented } from '../configuration/public-access.ts';
import { ownershipOf } from '../ownership.ts';
import { payable } from '../requester-pays.ts';
import { aclMembers, versionMembers } from '../shapes.ts';
import {
  allowsOnVersion,
  changeVersion,
  requireVersionOf,
  resolveVersion,
} from '../versions/existing-version.ts';
import { shownVersionId } from '../versions/version-id.ts';

export const putObjectAcl = payable({
  name: 'PutObjectAcl',
  input: structure({
    ...versionMembers,
    ...aclMembers,
    AccessControlPolicy: payload('AccessControlPolicy', accessControlPolicy),
  }),
  output: structure(aclVersion),
  http: { method: 'PUT', uri: '/{Bucket}/{Key+}?acl' },
  resolve: resolveVersion,
  access: allowsOnVersion(
    's3:PutObjectAcl',
    's3:PutObjectVersionAcl',
    (input: { readonly ACL?: string }) => ({ 's3:x-amz-acl': input.ACL }),
  ),
  async run({ input, target, call, deps }) {
    const { bucket } = target;
    const version = requireVersionOf(target, input, 'PUT');
    const answer = { VersionId: shownVersionId(bucket, version.versionId) };
    const grants = requestedGrants(input, 'object', version.owner, bucket.account);
    if (ownershipOf(bucket, deps) === 'BucketOwnerEnforced') {
      // Asking for what is so anyhow is no error.
      if (input.ACL === 'bucket-owner-full-control') return answer;
      throw aclsNotSupported();
    }
    const action = input.VersionId === undefined ? 's3:PutObjectAcl' : 's3:PutObjectVersionAcl';
    refusePublicGrants(grants, bucket, deps.buckets, () =>
      prevented('BlockPublicAcls', action, objectArn(bucket, input.Key), bucket, call),
    );
    await changeVersion(target, version, deps, (now) => {
      deps.objects.setAcl(now, grants);
      deps.notifications.happened({ event: 'ObjectAcl:Put', call }, now, bucket);
    });
    return answer;
  },
});
