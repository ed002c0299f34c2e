// What PutBucketPolicy refuses, in S3's own words: the evaluator's findings, re-voiced.
import type { ParsedPolicy } from '../../../access/policy-document.ts';
import { type PolicyProblem, validatePolicy } from '../../../access/validate-policy.ts';
import { AwsError } from '../../../core/errors.ts';
import { type Bucket, bucketArn } from '../buckets/bucket-store.ts';
import type { S3Ports } from '../ports.ts';
import { targetOf } from './policy-actions.ts';

const LARGEST = 20 * 1024;

type Document = Extract<ParsedPolicy, { readonly document: unknown }>['document'];
type Statement = Document['statements'][number];

const malformed = (message: string, Detail?: string) =>
  new AwsError('MalformedPolicy', 400, message, Detail === undefined ? {} : { Detail });

export const noSuchBucketPolicy = (BucketName: string) =>
  new AwsError('NoSuchBucketPolicy', 404, 'The bucket policy does not exist', { BucketName });

/** Throws MalformedPolicy with the first fault. */
export function checkBucketPolicy(text: string, bucket: Bucket, knows: S3Ports['knowsPrincipal']): Document {
  if (Buffer.byteLength(text) > LARGEST) {
    throw new AwsError('PolicyTooLarge', 400, 'Policy exceeds the maximum allowed document size.');
  }
  if (!text.trimStart().startsWith('{')) {
    throw malformed("Policies must be valid JSON and the first byte must be '{'");
  }
  const validation = validatePolicy(text, 'resource');
  if ('problem' in validation) throw inS3Words(validation.problem, text);
  const { document } = validation;
  for (const statement of document.statements) {
    checkPrincipals(statement, (value) => knows(value, bucket.account));
    checkStatement(statement, bucket);
  }
  return document;
}

/** CloudFront's own user of IAM, which stands for an origin access identity. */
const ORIGIN_ACCESS_IDENTITY = /^arn:[a-z-]+:iam::cloudfront:user\/CloudFront Origin Access Identity \w+$/;

function checkPrincipals({ principal }: Statement, knows: (value: string) => boolean): void {
  const stranger = principal?.named.find(({ kind, value }) => {
    if (kind === 'AWS') return !knows(value) && !ORIGIN_ACCESS_IDENTITY.test(value);
    if (kind === 'Service') return !/^(?:\*|[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?)$/.test(value);
    // CloudFront's are longer than accounts'.
    return kind === 'CanonicalUser' && !/^[0-9a-f]{64,}$/.test(value);
  });
  if (stranger) throw malformed('Invalid principal in policy', `"${stranger.kind}" : "${stranger.value}"`);
}

function checkStatement({ effect, principal, action, resource }: Statement, bucket: Bucket): void {
  // The NotPrincipal page: only with Deny.
  if (effect === 'Allow' && principal?.negated) throw malformed('Allow with NotPrincipal is not allowed.');
  const strange = action?.patterns.find((name) => !/^(\*|s3:.+)$/i.test(name));
  if (strange !== undefined) throw malformed('Policy has invalid action');
  const arn = bucketArn(bucket);
  const fits = (pattern: string) => pattern === '*' || reaches(pattern, arn);
  if (resource?.patterns.some((pattern) => !fits(pattern))) throw malformed('Policy has invalid resource');
  if (!action || action.negated || !resource || resource.negated) return;
  const idle = action.patterns.some((name) => {
    const target = targetOf(name);
    const finds =
      target === 'object' ? reachesObjects : target && ((pattern: string) => !pattern.includes('/'));
    return finds && !resource.patterns.some(finds);
  });
  if (idle) throw malformed('Action does not apply to any resource(s) in statement');
}

/** `arn:aws:s3:::bucket*` is the bucket and what is in it. */
const reachesObjects = (pattern: string): boolean => pattern.includes('/') || pattern.endsWith('*');

/** Whether a resource pattern can name the bucket or something in it. */
function reaches(pattern: string, arn: string): boolean {
  const [bucketPart = ''] = pattern.split('/');
  if (bucketPart === arn) return true;
  const expression = bucketPart
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${expression}$`).test(arn);
}

function inS3Words({ code, message, detail }: PolicyProblem, text: string): AwsError {
  switch (code) {
    case 'json':
      return malformed('This policy contains invalid Json');
    case 'principal-missing':
      return malformed(
        text.includes('rincipal') ? 'Invalid policy syntax.' : 'Missing required field Principal',
      );
    case 'action-missing':
      return malformed('Missing required field Action');
    case 'resource-missing':
      return malformed('Missing required field Resource');
    case 'action-invalid':
      return malformed('Policy has invalid action');
    case 'resource-invalid':
      return malformed('Policy has invalid resource');
    case 'condition-invalid':
      return malformed('Invalid policy syntax.', detail);
    case 'syntax':
      // What is missing is told without further words (recorded).
      return detail === 'there is no Statement'
        ? malformed(ofSyntax(detail))
        : malformed(ofSyntax(detail), detail);
    default:
      return malformed(message, detail);
  }
}

function ofSyntax(detail = ''): string {
  if (/Effect/.test(detail)) return 'Missing required field Effect';
  if (/Statement/.test(detail)) return 'Missing required field Statement';
  if (/Version/.test(detail)) return 'The policy must contain a valid version string';
  if (/rincipal/.test(detail)) return 'Invalid principal in policy';
  return 'Invalid policy syntax.';
}
