// SES's error dictionary. Codes, texts and the order of checks: facts/ses-receiving.md §1 ("Exact messages").
import type { AccessCheck } from '../../core/access-check.ts';
import { type Call, principalArn } from '../../core/call.ts';
import { AwsError } from '../../core/errors.ts';
import type { ServiceErrors } from '../../core/operation.ts';
import type { Violation } from '../../core/validate.ts';
import { memberPath } from '../../core/violations.ts';
import { NAME_CHARACTERS, type NamedThing, nameProblem } from './names.ts';

/** Everything SES refuses is a 400 (facts §1); only permission is a 403. */
const refusal = (code: string, message: string, members?: Record<string, string>) =>
  new AwsError(code, 400, message, members);

export const invalidParameter = (message: string) => refusal('InvalidParameterValue', message);
export const validationError = (message: string) => refusal('ValidationError', message);
/** Seen on AWS: boto/boto3 #2645; terraform looks for the second sentence. */
export const invalidIdentity = (identity: string) =>
  invalidParameter(`Identity ${identity} is invalid. Must be a verified email address or domain.`);
export const invalidPolicy = (message: string) => refusal('InvalidPolicy', message);
export const messageRejected = (message: string) => refusal('MessageRejected', message);
export const limitExceeded = (what: string) => refusal('LimitExceeded', `Too many ${what}`);
export const notAValid = (thing: NamedThing, name: string) =>
  invalidParameter(`Not a valid ${thing}: ${name}`);

export const ruleSetExists = (name: string) =>
  refusal('AlreadyExists', `Rule set already exists: ${name}`, { Name: name });
export const ruleExists = (name: string) =>
  refusal('AlreadyExists', `Rule already exists: ${name}`, { Name: name });
export const filterExists = (name: string) =>
  refusal('AlreadyExists', `Filter already exists: ${name}`, { Name: name });
export const noSuchRuleSet = (name: string) =>
  refusal('RuleSetDoesNotExist', `Rule set does not exist: ${name}`, { Name: name });
export const noSuchRule = (name: string) =>
  refusal('RuleDoesNotExist', `Rule does not exist: ${name}`, { Name: name });
export const ruleSetIsActive = (name: string) =>
  refusal('CannotDelete', `Cannot delete active rule set: ${name}`, { Name: name });

export const invalidS3 = (message: string, bucket: string) =>
  refusal('InvalidS3Configuration', message, { Bucket: bucket });
export const invalidTopic = (message: string, topic: string) =>
  refusal('InvalidSnsTopic', message, { Topic: topic });
export const invalidFunction = (message: string, functionArn: string) =>
  refusal('InvalidLambdaFunction', message, { FunctionArn: functionArn });

/** facts §1: the set's name is judged alone and first, then what is absent, then all else in one message. */
function invalid(violations: readonly Violation[]): AwsError {
  const ofSet = violations.find(
    ({ path, constraint }) => isSetName(path) && !constraint.includes(NAME_CHARACTERS),
  );
  if (ofSet) return setNameRefusal(ofSet);
  const absent = violations.find(({ path, missing }) => missing && path.length === 1 && hasOwnVoice(path));
  if (absent) return invalidParameter(`${absent.path[0]} is required.`);
  return validationError(combined([...new Set(violations.map(sentence))]));
}

const isSetName = (path: readonly string[]) => path.length === 1 && path[0] === 'RuleSetName';
const OWN_VOICE = new Set(['RuleName', 'RuleSetName', 'OriginalRuleSetName', 'PolicyName', 'Policy']);
const hasOwnVoice = ([name = '']: readonly string[]) => OWN_VOICE.has(name);

function setNameRefusal(violation: Violation): AwsError {
  const name = violation.value ?? '';
  if (violation.missing || name.trim() === '') return invalidParameter('RuleSetName is required.');
  if (nameProblem(name) === 'characters') return validationError(combined([patternSentence(violation.path)]));
  return notAValid('ruleSetName', name);
}

const combined = (sentences: readonly string[]) =>
  `${sentences.length} validation error${sentences.length === 1 ? '' : 's'} detected: ${sentences.join('; ')}`;

const failed = (path: readonly string[], constraint: string) =>
  `Value at '${memberPath(path)}' failed to satisfy constraint: ${constraint}`;

const patternSentence = (path: readonly string[]) =>
  failed(path, `Member must satisfy regular expression pattern: ${NAME_CHARACTERS}`);

/** SES shows no values, and says one sentence for the whole list of RuleNames however many are malformed. */
function sentence({ path, constraint }: Violation): string {
  if (path.length === 3 && path[0] === 'RuleNames') return failed(['RuleNames'], MALFORMED_RULE_NAMES);
  return failed(path, constraint);
}

const MALFORMED_RULE_NAMES =
  'Member must satisfy constraint: [Member must have length less than or equal to 100, ' +
  'Member must have length greater than or equal to 1, ' +
  `Member must satisfy regular expression pattern: ${NAME_CHARACTERS}]`;

/** The back tick that opens and the apostrophe that closes are SES's own. */
const denied = (check: AccessCheck, _decision: unknown, call: Call) =>
  new AwsError(
    'AccessDenied',
    403,
    `User \`${principalArn(call.principal)}' is not authorized to perform \`${check.action}' on resource \`${check.resource}'`,
  );

export const sesErrors: ServiceErrors = { invalid, denied };
