// DeliveryPolicy: how often and when an HTTP endpoint is tried again, and the Content-Type it is sent. A topic has
// one for all its endpoints, a subscription its own (developer guide, "Message delivery retries"; recorded).
import * as errors from './errors.ts';
import { isObject, parseObject } from './json.ts';
import type { Attributes } from './topic.ts';

export interface RetryPolicy {
  readonly minDelayTarget: number;
  readonly maxDelayTarget: number;
  readonly numRetries: number;
  readonly numMaxDelayRetries: number;
  readonly numNoDelayRetries: number;
  readonly numMinDelayRetries: number;
  readonly backoffFunction: string;
}
export interface RequestPolicy {
  readonly headerContentType: string;
}

const DEFAULT_RETRY: RetryPolicy = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: 'linear',
};
const DEFAULT_REQUEST: RequestPolicy = { headerContentType: 'text/plain; charset=UTF-8' };
const BOUNDS: Readonly<Record<string, readonly [min: number, max: number]>> = {
  minDelayTarget: [1, 3600],
  maxDelayTarget: [1, 3600],
  numRetries: [0, 100],
  numMaxDelayRetries: [0, 100],
  numNoDelayRetries: [0, 100],
  numMinDelayRetries: [0, 100],
};
const BACKOFFS: readonly unknown[] = ['linear', 'arithmetic', 'geometric', 'exponential'];

type Json = Readonly<Record<string, unknown>>;
const part = (from: unknown, name: string): Json | undefined => {
  const found = isObject(from) ? from[name] : undefined;
  return isObject(found) ? found : undefined;
};

/** What a topic's DeliveryPolicy says of HTTP, as it is shown: without what is null. */
function httpOf(text: string | undefined): Json {
  const http = part(parseObject(text ?? ''), 'http') ?? {};
  const given = Object.entries(http).filter(([, value]) => value !== null);
  return {
    ...Object.fromEntries(given),
    disableSubscriptionOverrides: http.disableSubscriptionOverrides ?? false,
  };
}

export const shownTopicPolicy = (text: string): string => JSON.stringify({ http: httpOf(text) });

export function effectiveTopicPolicy(text: string | undefined) {
  const http = httpOf(text);
  return {
    http: {
      defaultHealthyRetryPolicy: {
        ...DEFAULT_RETRY,
        ...part(http, 'defaultHealthyRetryPolicy'),
      } as RetryPolicy,
      disableSubscriptionOverrides: http.disableSubscriptionOverrides === true,
      defaultRequestPolicy: (part(http, 'defaultRequestPolicy') ??
        DEFAULT_REQUEST) as unknown as RequestPolicy,
    },
  };
}

/** As it is shown: every member, null where nothing was said. */
function ownPolicy(text: string | undefined) {
  const given = parseObject(text ?? '');
  return {
    healthyRetryPolicy: part(given, 'healthyRetryPolicy') ?? null,
    sicklyRetryPolicy: part(given, 'sicklyRetryPolicy') ?? null,
    throttlePolicy: part(given, 'throttlePolicy') ?? null,
    requestPolicy: part(given, 'requestPolicy') ?? null,
    guaranteed: given?.guaranteed === true,
  };
}

export const shownSubscriptionPolicy = (text: string): string => JSON.stringify(ownPolicy(text));

/** The subscription's own policy where the topic lets it have one, else the topic's. */
export function effectivePolicy(subscription: Attributes, topic: Attributes) {
  const { http } = effectiveTopicPolicy(topic.DeliveryPolicy);
  const own = ownPolicy(http.disableSubscriptionOverrides ? undefined : subscription.DeliveryPolicy);
  return {
    ...own,
    healthyRetryPolicy: (own.healthyRetryPolicy
      ? { ...DEFAULT_RETRY, ...own.healthyRetryPolicy }
      : http.defaultHealthyRetryPolicy) as RetryPolicy,
    requestPolicy: (own.requestPolicy ?? http.defaultRequestPolicy) as unknown as RequestPolicy,
  };
}

/**
 * @param member `http.defaultHealthyRetryPolicy` of a topic, `healthyRetryPolicy` of a subscription. The bounds are
 * the guide's, the words ours.
 */
export function requireDeliveryPolicy(
  text: string,
  member: 'http.defaultHealthyRetryPolicy' | 'healthyRetryPolicy',
  before = '',
): void {
  if (text === '') return;
  const refuse = (reason: string) => errors.invalidParameter(`${before}DeliveryPolicy: ${reason}`);
  const policy = parseObject(text);
  if (!policy) throw refuse('failed to parse JSON.');
  const retry =
    member === 'healthyRetryPolicy' ? part(policy, member) : part(policy.http, 'defaultHealthyRetryPolicy');
  for (const [name, [min, max]] of Object.entries(BOUNDS)) {
    const value = retry?.[name] ?? undefined;
    if (value === undefined) continue;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
      throw refuse(`${member}.${name} must be between ${min} and ${max}`);
    }
  }
  const { minDelayTarget, maxDelayTarget, backoffFunction } = { ...DEFAULT_RETRY, ...retry };
  if (minDelayTarget > maxDelayTarget) {
    throw refuse(`${member}.minDelayTarget must be less than or equal to maxDelayTarget`);
  }
  if (!BACKOFFS.includes(backoffFunction)) throw refuse(`${member}.backoffFunction is not supported`);
}
