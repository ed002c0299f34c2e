// Says who owns what is written to the bucket. ACLs that let others in must go before they can be turned off.
import { AwsError } from '../../../core/errors.ts';
import { aclOfBucket, grantsOthers } from '../configuration/acl.ts';
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
      throw new AwsError(
        'InvalidBucketAclWithObjectOwnership',
        400,
        "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
      );
    }
    return document;
  },
});
