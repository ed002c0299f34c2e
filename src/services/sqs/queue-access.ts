// Finding the queue of a call, and asking leave to act on it: the queue's own policy and the caller's.
import type { AccessCheck } from '../../core/access-check.ts';
import { type Call, principalAccount } from '../../core/call.ts';
import type { SqsDeps } from './deps.ts';
import * as errors from './errors.ts';
import { parseQueueUrl, type Queue } from './queue.ts';

interface Given {
  readonly input: { readonly QueueUrl?: string | undefined };
  readonly call: Call;
  readonly deps: SqsDeps;
}

/** The Query protocol's clients may name the queue by the path they POST to alone. */
export function resolveQueue({ input, call, deps }: Given): Queue {
  const path = /^https?:\/\/[^/]*(\/.*)$/.exec(call.url ?? '')?.[1] ?? '/';
  const text = input.QueueUrl ?? (path === '/' ? undefined : path);
  if (text === undefined || text === '') throw errors.missingParameter('QueueUrl');
  const named = parseQueueUrl(text, call);
  // A URL of another kind names no queue either (recorded).
  const queue = named && deps.queues.find(named.account, call.region, named.name);
  if (!queue) throw errors.queueDoesNotExist();
  return queue;
}

export const onQueue = (action: string, queue: Queue): AccessCheck => ({
  action: `sqs:${action}`,
  resource: queue.arn,
  account: queue.account,
  policy: queue.attributes.Policy,
});

/**
 * For what the queue's own account alone may do: "Cross-account permissions don't apply to the following actions"
 * (SQS guide, limitations of custom policies). What its policy denies there still counts.
 */
export const onOwnQueue = (action: string, queue: Queue, { principal }: Call): AccessCheck =>
  principalAccount(principal) === queue.account
    ? onQueue(action, queue)
    : { ...onQueue(action, queue), policyRule: 'denies' };
