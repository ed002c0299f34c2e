// Turns versioning on, or off for what comes from now.

import { AwsError } from '../../../core/errors.ts';
import { empty, header, named, payload, required, string, structure } from '../../../core/shape.ts';
import { allowsOnBucket, resolveBucket } from '../access.ts';
import { s3Operation } from '../deps.ts';
import { malformedXml } from '../errors.ts';
import { refusals } from '../replication/refusals.ts';
import { bucketMembers } from '../shapes.ts';

const input = structure({
  ...bucketMembers,
  MFA: header('x-amz-mfa', string()),
  VersioningConfiguration: required(
    payload(
      'VersioningConfiguration',
      structure({ Status: string(), MFADelete: named('MfaDelete', string()) }),
    ),
  ),
});

export const putBucketVersioning = s3Operation({
  name: 'PutBucketVersioning',
  input,
  output: empty,
  http: { method: 'PUT', uri: '/{Bucket}?versioning' },
  resolve: resolveBucket,
  access: allowsOnBucket('s3:PutBucketVersioning'),
  async run({ input, target, deps }) {
    const { Status: status, MFADelete } = input.VersioningConfiguration;
    if (status === undefined) {
      throw new AwsError(
        'IllegalVersioningConfigurationException',
        400,
        'The Versioning element must be specified',
      );
    }
    if (status !== 'Enabled' && status !== 'Suspended') throw malformedXml();
    // It wants a device's code in x-amz-mfa, and nobody has a device here (user guide, MFA delete; the words: a choice).
    if (MFADelete === 'Enabled') {
      throw new AwsError('AccessDenied', 403, 'Mfa Authentication must be used for this request');
    }
    if (status === 'Suspended' && target.objectLock) {
      throw new AwsError(
        'InvalidBucketState',
        409,
        'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
      );
    }
    if (status === 'Suspended' && deps.buckets.configuration(target, 'replication') !== undefined) {
      throw refusals.versioningHeld();
    }
    await deps.database.commit(() => deps.buckets.setVersioning(target, status));
    return {};
  },
});
