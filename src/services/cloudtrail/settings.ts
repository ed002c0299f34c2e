// Settings of a trail that must fit each other.
import type { Call } from '../../core/call.ts';
import { partitionOf } from '../../core/ids.ts';
import { invalidCombination, unsupported } from './errors.ts';

interface Settings {
  readonly IncludeGlobalServiceEvents?: boolean | undefined;
  readonly IsMultiRegionTrail?: boolean | undefined;
  readonly IsOrganizationTrail?: boolean | undefined;
  readonly CloudWatchLogsLogGroupArn?: string | undefined;
  readonly CloudWatchLogsRoleArn?: string | undefined;
}

export function requireSettings(settings: Settings): void {
  if (settings.IsMultiRegionTrail && settings.IncludeGlobalServiceEvents === false) {
    throw invalidCombination('Multi-Region trail must include global service events.');
  }
  if (!settings.CloudWatchLogsLogGroupArn !== !settings.CloudWatchLogsRoleArn) {
    throw invalidCombination('A CloudWatch Logs log group and its role must be given together.');
  }
  if (settings.IsOrganizationTrail) throw unsupported('Organization trails are not supported.');
}

/** A topic is given by its name in the trail's region, or by its ARN. */
export function topicArn(topic: string | undefined, { account, region }: Call): string | undefined {
  if (!topic || topic.startsWith('arn:')) return topic || undefined;
  return `arn:${partitionOf(region)}:sns:${region}:${account}:${topic}`;
}
