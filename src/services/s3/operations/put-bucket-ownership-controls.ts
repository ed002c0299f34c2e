// Says who owns what is written to the bucket. ACLs that let others in must go before they can be turned off.
import { aclOfBucket, grantsOthers } from '../configuration/acl.ts';
import { aclsWithoutOwnership } from '../configuration/acl-input.ts';
import { ownershipControls } from '../configuration/ownership-controls.ts';
import { putConfiguration } from '../configuration/stored.ts';
import { malformedXml } from '../errors.ts';

export const putBucketOwnershipControls = putConfiguration({
  name: 'PutBucketOwnershipControls',
  subresource: 'ownershipControls',
  action: 's3:PutBucketOwnershipControls',
  member: 'OwnershipControls',
  shape: ownershipControls,
  admit(document, bucket, { buckets }) {
    const [rule, ...more] = document.Rules;
    if (!rule || more.length > 0) throw malformedXml();
    const off = rule.ObjectOwnership === 'BucketOwnerEnforced';
    if (off && grantsOthers(aclOfBucket(buckets, bucket), bucket.account)) {
      throw aclsWithoutOwnership();
    }
    return document;
  },
});
