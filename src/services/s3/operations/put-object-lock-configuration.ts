// Turns Object Lock on, and sets the retention that new objects get by default.
import { AwsError } from '../../../core/errors.ts';
import { empty, header, integer, payload, string, structure } from '../../../core/shape.ts';
import { allowsOnBucket, resolveBucket } from '../access.ts';
import { invalidArgument, malformedXml, missingRequestBody } from '../errors.ts';
import { isLockMode, type LockConfiguration } from '../object-lock.ts';
import { payable } from '../requester-pays.ts';
import { bucketMembers } from '../shapes.ts';

export const lockConfigurationShape = structure({
  ObjectLockEnabled: string(),
  Rule: structure({
    DefaultRetention: structure({ Mode: string(), Days: integer(), Years: integer() }),
  }),
});

const input = structure({
  ...bucketMembers,
  Token: header('x-amz-bucket-object-lock-token', string()),
  ObjectLockConfiguration: payload('ObjectLockConfiguration', lockConfigurationShape),
});

export const putObjectLockConfiguration = payable({
  name: 'PutObjectLockConfiguration',
  input,
  output: empty,
  http: { method: 'PUT', uri: '/{Bucket}?object-lock' },
  resolve: resolveBucket,
  access: allowsOnBucket('s3:PutBucketObjectLockConfiguration'),
  async run({ input, target, deps }) {
    const configuration = input.ObjectLockConfiguration;
    if (!configuration) throw missingRequestBody();
    if (configuration.ObjectLockEnabled !== 'Enabled') throw malformedXml();
    checkRule(configuration.Rule);
    if (target.versioning !== 'Enabled') {
      throw new AwsError(
        'InvalidBucketState',
        409,
        "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
      );
    }
    await deps.database.commit(() => {
      deps.buckets.enableObjectLock(target);
      deps.buckets.configure(target, 'objectLock', configuration);
    });
    return {};
  },
});

function checkRule(rule: LockConfiguration['Rule']): void {
  if (rule === undefined) return;
  const retention = rule.DefaultRetention;
  if (!retention?.Mode || !isLockMode(retention.Mode)) throw malformedXml();
  const { Days, Years } = retention;
  // Exactly one of them.
  if ((Days === undefined) === (Years === undefined)) throw malformedXml();
  const period = Days ?? Years ?? 0;
  if (period <= 0) {
    throw invalidArgument('Default retention period must be a positive integer value.');
  }
  if ((Days ?? 0) > 36_500 || (Years ?? 0) > 100) {
    throw invalidArgument('Default retention period too large.');
  }
}
