// What IAM holds against the ARNs in a Resource element, in its words (as the users of its API have met them).
import type { PolicyProblem } from './validate-policy.ts';

const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov'];
/** Services whose ARNs have no region, and how each says so. */
const GLOBAL: Readonly<Record<string, (arn: string) => string>> = {
  iam: (arn) => `IAM resource ${arn} cannot contain region information.`,
  s3: (arn) => `Resource ${arn} can not contain region information.`,
};
const IAM_PATHS = [
  'user/',
  'federated-user/',
  'role/',
  'group/',
  'instance-profile/',
  'mfa/',
  'server-certificate/',
  'policy/',
  'sms-mfa/',
  'saml-provider/',
  'oidc-provider/',
  'report/',
  'access-report/',
];

const problem = (message: string, detail: string): PolicyProblem => ({
  code: 'resource-invalid',
  message,
  detail,
});

/** ARNs without a service, or with too few parts where some are empty. */
export function legacyNameProblem(pattern: string): PolicyProblem | undefined {
  const parts = pattern.split(':');
  if (parts[0] !== 'arn') return undefined;
  const tooFew = parts.length < 6 && pattern.includes('::');
  return parts[2] === '' || tooFew ? problem('The policy failed legacy parsing', pattern) : undefined;
}

export function resourceNameProblem(pattern: string): PolicyProblem | undefined {
  if (pattern === '*') return undefined;
  const [arn, partition = '', vendor, region, ...rest] = pattern.split(':');
  if (arn !== 'arn') return problem(`Resource ${pattern} must be in ARN format or "*".`, pattern);
  if (!PARTITIONS.includes(partition) && !/[*?]|\$\{/.test(partition)) {
    const filled = [vendor || '*', region ?? '*', rest[0] ?? '*', rest[1] ?? '*'].join(':');
    return problem(
      `Partition "${partition}" is not valid for resource "arn:${partition}:${filled}".`,
      pattern,
    );
  }
  if (vendor === undefined) {
    return problem('Resource vendor must be fully qualified and cannot contain regexes.', pattern);
  }
  // Access points and jobs of S3 have a region, and an account with it.
  const regional = region !== undefined && region !== '' && region !== '*' && rest[0] === '';
  const refusal = regional ? GLOBAL[vendor] : undefined;
  if (refusal) return problem(refusal(pattern), pattern);
  if (vendor === 'iam' && rest.length > 1) return iamPathProblem(rest.slice(1).join(':'), pattern);
  return undefined;
}

function iamPathProblem(path: string, pattern: string): PolicyProblem | undefined {
  const plain = path.split(/[*?$]/)[0] ?? '';
  const known = plain === path ? IAM_PATHS.some((each) => path.startsWith(each)) : true;
  if (known || path === 'root') return undefined;
  return problem(`IAM resource path must either be "*" or start with ${IAM_PATHS.join(', ')}.`, pattern);
}
