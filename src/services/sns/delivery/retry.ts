// When a delivery that failed is tried again (developer guide "Message delivery retries").
import type { RetryPolicy } from '../delivery-policy.ts';

/** A failure that no later attempt can mend: it goes to the dead-letter queue. */
export class GiveUp extends Error {}

/** Milliseconds until the next attempt; undefined when there will be none. @param attempts those made. */
export function httpPause(policy: RetryPolicy, attempts: number): number | undefined {
  const { numRetries, numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries } = policy;
  const { minDelayTarget, maxDelayTarget } = policy;
  if (attempts > numRetries) return undefined;
  if (attempts <= numNoDelayRetries) return 0;
  if (attempts <= numNoDelayRetries + numMinDelayRetries) return minDelayTarget * 1000;
  const backoff = numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries;
  const step = attempts - numNoDelayRetries - numMinDelayRetries;
  if (backoff <= 1 || step >= backoff) return maxDelayTarget * 1000;
  const part = (step - 1) / (backoff - 1);
  // Every function but the linear one starts slower; AWS does not publish their constants.
  const grown = policy.backoffFunction === 'linear' ? part : part ** 2;
  return (minDelayTarget + (maxDelayTarget - minDelayTarget) * grown) * 1000;
}

const MANAGED_ATTEMPTS = 100_015;

/** AWS's own endpoints (SQS, Lambda): three at once, two after a second, ten that grow, then every 20 seconds. */
export function managedPause(attempts: number): number | undefined {
  if (attempts > MANAGED_ATTEMPTS) return undefined;
  if (attempts <= 3) return 0;
  if (attempts <= 5) return 1000;
  return Math.min(20, 2 ** (attempts - 5)) * 1000;
}
