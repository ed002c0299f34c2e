// Changes what the request names and leaves the rest; an empty text takes a setting away.
import { required, string, structure } from '../../../core/shape.ts';
import { cloudTrailOperation, onTrail, ownTrail } from '../deps.ts';
import { findKey, requireBucketName, requireDestination, requireTopic } from '../destination.ts';
import { trailNotFound } from '../errors.ts';
import { requireSettings, topicArn } from '../settings.ts';
import { changedTrail, trailSettings } from '../shapes.ts';
import { changedView, type Trail } from '../trail.ts';

export const updateTrail = cloudTrailOperation({
  name: 'UpdateTrail',
  input: structure({ Name: required(string()), S3BucketName: string(), ...trailSettings }),
  output: changedTrail,
  resolve: ({ input, ...asking }) => ownTrail(input.Name, asking),
  access: onTrail('UpdateTrail'),
  async run({ input, target, call, deps }) {
    const { KmsKeyId, SnsTopicName } = input;
    const changes: Partial<Trail> = given({
      bucket: input.S3BucketName,
      prefix: input.S3KeyPrefix,
      snsTopic: SnsTopicName === '' ? '' : topicArn(SnsTopicName, call),
      globalEvents: input.IncludeGlobalServiceEvents,
      multiRegion: input.IsMultiRegionTrail,
      validation: input.EnableLogFileValidation,
      logGroupArn: input.CloudWatchLogsLogGroupArn,
      logRoleArn: input.CloudWatchLogsRoleArn,
      keyArn: KmsKeyId ? await findKey(KmsKeyId, call, deps) : KmsKeyId,
    });
    const { bucket, prefix, globalEvents, multiRegion } = { ...target, ...changes };
    requireBucketName(bucket, prefix);
    requireSettings({
      ...input,
      IncludeGlobalServiceEvents: globalEvents,
      IsMultiRegionTrail: multiRegion,
      CloudWatchLogsLogGroupArn: changes.logGroupArn ?? target.logGroupArn,
      CloudWatchLogsRoleArn: changes.logRoleArn ?? target.logRoleArn,
    });
    if (input.S3BucketName ?? input.S3KeyPrefix ?? KmsKeyId) {
      await requireDestination({ ...target, ...changes }, deps);
    }
    if (SnsTopicName) await requireTopic({ ...target, ...changes }, deps);
    const changed = await deps.trails.change(target, (current) => ({ ...current, ...changes }));
    if (!changed) throw trailNotFound(input.Name, call.account);
    return changedView(changed);
  },
});

/** What was left out stays as it is; what was given empty is taken away. */
const given = (changes: Partial<Trail>): Partial<Trail> =>
  Object.fromEntries(
    Object.entries(changes)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, value === '' && name !== 'bucket' ? undefined : value]),
  );
