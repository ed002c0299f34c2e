// A topic, its ARN and the policy it is born with.
import { type AccountId, isAccountId, partitionOf, type Region } from '../../core/ids.ts';
import * as errors from './errors.ts';

export type Attributes = Readonly<Record<string, string>>;

export interface Topic {
  readonly arn: string;
  readonly account: AccountId;
  readonly region: Region;
  readonly name: string;
  readonly fifo: boolean;
  /** Those that were set. */
  readonly attributes: Attributes;
  readonly tags: Readonly<Record<string, string>>;
  readonly deletedSubscriptions: number;
}

export const topicArn = (account: AccountId, region: Region, name: string): string =>
  `arn:${partitionOf(region)}:sns:${region}:${account}:${name}`;

/** The parts of any ARN of SNS; the words of the refusals are recorded. */
export function requireArn(text: string, parameter: string): { region: string; account: AccountId } {
  // An empty TopicArn is only too short (both recorded).
  if (text === '' && parameter !== 'TopicArn')
    throw errors.invalidParameter(`${parameter} Reason: no value for required parameter`);
  const parts = text.split(':');
  if (parts.length < 6) {
    throw errors.invalidParameter(
      `${parameter} Reason: An ARN must have at least 6 elements, not ${parts.length}`,
    );
  }
  const [, , service, region = '', account = ''] = parts;
  if (service !== 'sns' || !isAccountId(account)) throw errors.invalidParameter(parameter);
  return { region, account };
}

export const policyOf = (topic: Topic): string => topic.attributes.Policy ?? defaultPolicy(topic);

/** AWS's own, recorded: everybody for whom the topic's owner acts. */
const defaultPolicy = ({ arn, account }: Topic): string =>
  JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: [
          'SNS:GetTopicAttributes',
          'SNS:SetTopicAttributes',
          'SNS:AddPermission',
          'SNS:RemovePermission',
          'SNS:DeleteTopic',
          'SNS:Subscribe',
          'SNS:ListSubscriptionsByTopic',
          'SNS:Publish',
        ],
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': account } },
      },
    ],
  });
