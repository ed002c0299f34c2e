// A subscription: who hears of a topic, how, and of which of its messages.
import type { AccountId, Region } from '../../core/ids.ts';
import type { Attributes } from './topic.ts';

export type Protocol =
  | 'http'
  | 'https'
  | 'sqs'
  | 'lambda'
  | 'email'
  | 'email-json'
  | 'sms'
  | 'application'
  | 'firehose';

export interface Subscription {
  readonly arn: string;
  readonly topic: string;
  /** Who subscribed. */
  readonly account: AccountId;
  readonly region: Region;
  readonly protocol: Protocol;
  readonly endpoint: string;
  /** The subscriber's ARN. */
  readonly principal: string;
  /** Where confirmation and unsubscribe links lead: the address the subscriber used. */
  readonly origin: string;
  readonly attributes: Attributes;
  readonly confirmed: boolean;
  /** Whether the confirmation was signed. */
  readonly authenticated: boolean;
  /** AuthenticateOnUnsubscribe: the link in a message is not enough. */
  readonly guarded: boolean;
}
