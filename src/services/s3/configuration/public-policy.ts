// What makes a bucket policy public, and whom RestrictPublicBuckets then shuts out.
//
// S3 guide, "The meaning of public": a policy is public unless each Allow names fixed principals, or narrows
// everyone down by a fixed value of one of the keys below.
import { parseOperatorName } from '../../../access/condition.ts';
import { parseIpRange } from '../../../access/ip-range.ts';
import {
  type ConditionElement,
  parsePolicy,
  type StatementElements,
} from '../../../access/policy-document.ts';
import type { Principal } from '../../../core/call.ts';
import type { Bucket, BucketStore } from '../buckets/bucket-store.ts';
import { isBlocked } from './public-access.ts';

const NARROWING_KEYS = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceip',
  'aws:sourceorgid',
  'aws:sourceowner',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:userid',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
]);

/** Whether anybody at all is let in by a policy that is stored or about to be. */
export function isPublicPolicy(text: string): boolean {
  const parsed = parsePolicy(text);
  return 'document' in parsed && parsed.document.statements.some(isPublicStatement);
}

function isPublicStatement({ effect, principal, conditions }: StatementElements): boolean {
  if (effect !== 'Allow' || !principal) return false;
  const everyone = principal.negated || principal.named.some(({ value }) => value === '*');
  return everyone && !conditions.some(narrows);
}

function narrows({ operator, key, values }: ConditionElement): boolean {
  const parsed = parseOperatorName(operator);
  if (!parsed?.operator || parsed.operator.negated || parsed.ifExists) return false;
  // Without the key ForAllValues holds, so it narrows nothing.
  if (parsed.quantifier === 'ForAllValues' || !NARROWING_KEYS.has(key.toLowerCase())) return false;
  return values.every((value) => isFixed(key.toLowerCase(), value));
}

function isFixed(key: string, value: string): boolean {
  if (key === 'aws:sourceip') {
    const range = parseIpRange(value);
    // Broader than /8 (IPv4) or /32 (IPv6) counts as the whole world.
    return range !== undefined && range.prefix >= (range.bits === 32 ? 8 : 32);
  }
  // An access point's name may be a wildcard as long as its account is fixed.
  if (key === 's3:dataaccesspointarn') return /^arn:[a-z-]+:s3:[^:]*:\d{12}:/.test(value);
  return !/[*?]|\$\{/.test(value);
}

/** The last texts that were judged: reads of one bucket ask for the same again and again. */
const judged = new Map<string, boolean>();
const JUDGED = 256;

function isPublicCached(policy: string): boolean {
  let answer = judged.get(policy);
  if (answer === undefined) {
    if (judged.size >= JUDGED) judged.clear();
    answer = isPublicPolicy(policy);
    judged.set(policy, answer);
  }
  return answer;
}

/** RestrictPublicBuckets: a public policy serves the bucket's own account and AWS's services alone. */
export function isShutOut(
  principal: Principal,
  policy: string,
  bucket: Bucket,
  buckets: BucketStore,
): boolean {
  if (principal.type === 'service') return false;
  if (principal.type !== 'anonymous' && principal.account === bucket.account) return false;
  return isBlocked(buckets, bucket, 'RestrictPublicBuckets') && isPublicCached(policy);
}
