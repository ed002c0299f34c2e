// Makes a trail in the caller's region. It delivers nothing before StartLogging.
import type { AccessCheck } from '../../../core/access-check.ts';
import { required, string, structure } from '../../../core/shape.ts';
import { cloudTrailOperation } from '../deps.ts';
import { findKey, requireBucketName, requireDestination, requireTopic } from '../destination.ts';
import { tooManyTrails, trailAlreadyExists } from '../errors.ts';
import { requireSettings, topicArn } from '../settings.ts';
import { changedTrail, tags, trailSettings } from '../shapes.ts';
import { changedView, requireTrailName, type Trail, type TrailName, trailArn } from '../trail.ts';
import { requireTags } from '../trail-tags.ts';

/** CloudTrail guide, "Quotas". */
const TRAILS_PER_REGION = 5;

export const createTrail = cloudTrailOperation({
  name: 'CreateTrail',
  input: structure({
    Name: required(string()),
    S3BucketName: required(string()),
    ...trailSettings,
    TagsList: tags,
  }),
  output: changedTrail,
  resolve({ input, call }): TrailName {
    requireTrailName(input.Name);
    return { account: call.account, region: call.region, name: input.Name };
  },
  access: ({ target, call }): AccessCheck => ({
    action: 'cloudtrail:CreateTrail',
    resource: trailArn(target),
    account: call.account,
  }),
  async run({ input, target: name, call, deps }) {
    const { S3BucketName: bucket, S3KeyPrefix: prefix, TagsList = [], KmsKeyId } = input;
    requireBucketName(bucket, prefix);
    requireTags(TagsList);
    requireSettings(input);
    requireRoom(name, deps.trails.all());
    const keyArn = KmsKeyId ? await findKey(KmsKeyId, call, deps) : undefined;
    const trail: Trail = {
      ...name,
      bucket,
      prefix: prefix || undefined,
      snsTopic: topicArn(input.SnsTopicName, call),
      globalEvents: input.IncludeGlobalServiceEvents ?? true,
      multiRegion: input.IsMultiRegionTrail ?? false,
      validation: input.EnableLogFileValidation ?? false,
      logGroupArn: input.CloudWatchLogsLogGroupArn,
      logRoleArn: input.CloudWatchLogsRoleArn,
      keyArn,
      tags: TagsList,
      status: { logging: false },
    };
    await requireDestination(trail, deps);
    await requireTopic(trail, deps);
    await deps.trails.create(() => {
      requireRoom(name, deps.trails.all());
      return trail;
    });
    return changedView(trail);
  },
});

function requireRoom({ account, region, name }: TrailName, trails: readonly Trail[]): void {
  const own = trails.filter((trail) => trail.account === account);
  // A multi-Region trail takes its name in every region.
  if (own.some((trail) => trail.name === name && (trail.region === region || trail.multiRegion))) {
    throw trailAlreadyExists(name, account);
  }
  const here = own.filter((trail) => trail.region === region || trail.multiRegion).length;
  if (here >= TRAILS_PER_REGION) throw tooManyTrails(account, here, region);
}
