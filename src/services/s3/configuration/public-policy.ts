// What makes a bucket policy public ("The meaning of public"), and whom RestrictPublicBuckets then shuts out.
import { type ParsedPolicy, parsePolicy } from '../../../access/policy-document.ts';
import type { Principal } from '../../../core/call.ts';
import type { Bucket, BucketStore } from '../bucket-store.ts';
import { publicAccessBlockOf } from './public-access.ts';

type Statement = Extract<ParsedPolicy, { readonly document: unknown }>['document']['statements'][number];

/** Conditions that tie a statement to callers somebody knows; their values must be fixed. */
const RESTRICTING = new Set(
  [
    'aws:PrincipalOrgID',
    'aws:PrincipalOrgPaths',
    'aws:PrincipalAccount',
    'aws:PrincipalArn',
    'aws:SourceAccount',
    'aws:SourceArn',
    'aws:SourceIp',
    'aws:SourceOrgID',
    'aws:SourceOwner',
    'aws:SourceVpc',
    'aws:SourceVpce',
    'aws:userid',
    's3:DataAccessPointAccount',
    's3:DataAccessPointArn',
    's3:x-amz-server-side-encryption-aws-kms-key-id',
  ].map((key) => key.toLowerCase()),
);

/** Whether anybody at all is let in by a policy that is stored or about to be. */
export function isPublicPolicy(text: string | undefined): boolean {
  if (text === undefined) return false;
  const parsed = parsePolicy(text);
  return 'document' in parsed && parsed.document.statements.some(isPublicStatement);
}

function isPublicStatement({ effect, principal, conditions }: Statement): boolean {
  if (effect !== 'Allow' || !principal) return false;
  const anybody = principal.negated || principal.named.some(({ value }) => value === '*');
  return anybody && !conditions.some(restricts);
}

function restricts({ operator, key, values }: Statement['conditions'][number]): boolean {
  if (!RESTRICTING.has(key.toLowerCase()) || /Not|IfExists|Null/i.test(operator)) return false;
  return values.every((value) => !/^0\.0\.0\.0\/[0-7]$|^::\/\d$|^\*$/.test(value) && !/[*?]/.test(value));
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
  return publicAccessBlockOf(buckets, bucket)?.RestrictPublicBuckets === true && isPublicCached(policy);
}
