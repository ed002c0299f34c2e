// IAM's error dictionary: codes and statuses of the model, wordings as the service sends them.
import { denialMessage } from '../../access/denial.ts';
import type { AccessCheck } from '../../core/access-check.ts';
import { parseArn } from '../../core/arn.ts';
import { AwsError } from '../../core/errors.ts';
import type { ServiceErrors } from '../../core/operation.ts';
import type { Violation } from '../../core/validate.ts';
import { memberPath, validationMessage } from '../../core/violations.ts';

export const noSuchEntity = (message: string) => new AwsError('NoSuchEntity', 404, message);
/** @param what `role`, `user policy` … */
export const notFound = (what: string, name: string) =>
  noSuchEntity(`The ${what} with name ${name} cannot be found.`);
/** Of the model's ServiceNotSupportedException AWS answers the status, under another code (recorded). */
export const notSupportedService = (name: string) =>
  noSuchEntity(`No such service ${name} is supported for Service Specific Credentials`);
export const policyNotFound = (arn: string) => noSuchEntity(`Policy ${arn} was not found.`);
export const policyNotAttachable = (arn: string) =>
  noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
export const serviceRolePolicy = () =>
  new AwsError('PolicyNotAttachable', 400, 'Cannot attach a Service Role Policy to a Customer Role.');
export const versionNotFound = (arn: string, version: string) =>
  noSuchEntity(`Policy ${arn} version ${version} does not exist or is not attachable.`);
export const accessKeyNotFound = (id: string) =>
  noSuchEntity(`The Access Key with id ${id} cannot be found.`);

export const alreadyExists = (message: string) => new AwsError('EntityAlreadyExists', 409, message);
export const deleteConflict = (message: string) => new AwsError('DeleteConflict', 409, message);
export const limitExceeded = (message: string) => new AwsError('LimitExceeded', 409, message);
export const quotaExceeded = (quota: string, value: number) =>
  limitExceeded(`Cannot exceed quota for ${quota}: ${value}`);
/** 400, unlike all else that conflicts (seen of AWS: rebuy-de/aws-nuke#331). */
export const unmodifiableRole = (name: string) =>
  new AwsError(
    'UnmodifiableEntity',
    400,
    `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`,
  );
/** The model's own words for the three. */
export const invalidPublicKey = () =>
  new AwsError('InvalidPublicKey', 400, 'The public key is malformed or otherwise invalid.');
export const unrecognizedPublicKey = () =>
  new AwsError(
    'UnrecognizedPublicKeyEncoding',
    400,
    'The public key encoding format is unsupported or unrecognized.',
  );
export const duplicatePublicKey = () =>
  new AwsError(
    'DuplicateSSHPublicKey',
    400,
    'The SSH public key is already associated with the specified IAM user.',
  );
export const passwordPolicyViolation = (message: string) =>
  new AwsError('PasswordPolicyViolation', 400, message);
export const temporarilyUnmodifiable = (userName: string) =>
  new AwsError(
    'EntityTemporarilyUnmodifiable',
    409,
    `Login Profile for User ${userName} cannot be modified while login profile is being created.`,
  );
export const invalidUserType = (message: string) => new AwsError('InvalidUserType', 400, message);
export const malformedPolicy = (message: string) => new AwsError('MalformedPolicyDocument', 400, message);
export const invalidInput = (message: string) => new AwsError('InvalidInput', 400, message);
export const validationError = (message: string) => new AwsError('ValidationError', 400, message);
export const accessDenied = (message: string) => new AwsError('AccessDenied', 403, message);
export const noUserName = () =>
  validationError('Must specify userName when calling with non-User credentials');

export const iamErrors: ServiceErrors = {
  invalid: (violations) => validationError(invalidMessage(violations)),
  denied: (check, decision, call) =>
    accessDenied(denialMessage({ ...check, resource: shownResource(check) }, decision, call)),
};

/** Patterns that have a sentence of their own (that of paths seen in serverless/serverless#3802). */
const SENTENCES: Readonly<Record<string, string>> = {
  '[\\w+=,.@-]+': 'It must contain only alphanumeric characters and/or the following: +=,.@_-',
  '(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)':
    'It must begin and end with / and contain only alphanumeric characters and/or / characters.',
};
const PATTERN = 'Member must satisfy regular expression pattern: ';

/** Everything else is the generated validators' list. */
function invalidMessage(violations: readonly Violation[]): string {
  const [first] = violations;
  const sentence = first?.constraint.startsWith(PATTERN) && SENTENCES[first.constraint.slice(PATTERN.length)];
  if (first && violations.length === 1 && sentence) {
    return `The specified value for ${memberPath(first.path)} is invalid. ${sentence}`;
  }
  return validationMessage(violations.map(withoutValue));
}

/** Recorded in 2025: neither what was given nor what an enumeration has is told. */
const withoutValue = ({ value: _given, constraint, ...violation }: Violation): Violation => ({
  ...violation,
  constraint: constraint.replace(/( enum value set): .*/, '$1'),
});

/**
 * IAM shows what exists by kind and name, what is yet to be made or listed by ARN. Seen in public reports:
 * `role cdk-role` (aws-cdk#27067), `user bob`, `arn:aws:iam::…:role/x` for CreateRole, `policy x` for
 * CreatePolicy, `policy path /` for ListPolicies (aws-sam-cli#394).
 */
function shownResource({ action, resource }: AccessCheck): string {
  const [kind = '', ...path] = parseArn(resource)?.resource.split('/') ?? [];
  const name = path.at(-1) ?? '';
  if (action === 'iam:ListPolicies') return `policy path /${path.join('/')}`;
  if (action === 'iam:CreatePolicy') return `policy ${name}`;
  if (kind === 'policy') return `policy ${resource}`;
  if (
    name === '' ||
    /^iam:(Create(Role|ServiceLinkedRole|User|Group)|List(Roles|Users|Groups))$/.test(action)
  )
    return resource;
  return `${kind} ${name}`;
}
