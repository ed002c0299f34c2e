// Sets the bucket's replication rules. Whether their keys are any good is not looked at: AWS answers 200 and
// the replication fails.
import { parseArn } from '../../../core/arn.ts';
import type { AccountId } from '../../../core/ids.ts';
import { empty, header, payload, required, string, structure } from '../../../core/shape.ts';
import { bucketCheck, resolveBucket } from '../access.ts';
import { s3Operation } from '../deps.ts';
import { replicationConfiguration } from '../replication/configuration.ts';
import { isRoleArn, validateReplication } from '../replication/validation.ts';
import { bucketMembers } from '../shapes.ts';

export const putBucketReplication = s3Operation({
  name: 'PutBucketReplication',
  input: structure({
    ...bucketMembers,
    Token: header('x-amz-bucket-object-lock-token', string()),
    ReplicationConfiguration: required(payload('ReplicationConfiguration', replicationConfiguration)),
  }),
  output: empty,
  http: { method: 'PUT', uri: '/{Bucket}?replication' },
  resolve: resolveBucket,
  access({ input, target: bucket, call, deps }) {
    const put = bucketCheck(deps, 's3:PutReplicationConfiguration', bucket, call);
    const role = input.ReplicationConfiguration.Role;
    // A role that is none is refused as an argument, by `run`.
    if (!isRoleArn(role)) return put;
    return [
      put,
      {
        action: 'iam:PassRole',
        resource: role,
        account: (parseArn(role)?.account ?? call.account) as AccountId,
        context: { 'iam:PassedToService': 's3.amazonaws.com' },
      },
    ];
  },
  async run({ input, target: bucket, deps }) {
    const { Role, Rules } = input.ReplicationConfiguration;
    validateReplication(input.ReplicationConfiguration, bucket.name, (name) => {
      const found = deps.buckets.find(bucket.partition, name);
      return found && { account: found.account, versioned: found.versioning === 'Enabled' };
    });
    // AWS names rules that came without an ID by a random one, shown by Get.
    const named = Rules.map((rule) => (rule.ID ? rule : { ...rule, ID: newRuleId(deps.random.uuid()) }));
    await deps.database.commit(() => deps.buckets.configure(bucket, 'replication', { Role, Rules: named }));
    return {};
  },
});

const newRuleId = (uuid: string): string => Buffer.from(uuid).toString('base64');
