// The errors of S3 Control. Codes are those of botocore's model and of the guide's "Troubleshooting S3 Batch
// Operations"; statuses and most texts are not recorded anywhere public: choices, kept close to those pages.

import { denialMessage } from '../../access/denial.ts';
import type { AccessCheck, Decision } from '../../core/access-check.ts';
import { type Call, principalAccount } from '../../core/call.ts';
import { AwsError } from '../../core/errors.ts';
import type { ServiceErrors } from '../../core/operation.ts';
import type { Violation } from '../../core/validate.ts';
import { validationMessage } from '../../core/violations.ts';

export const badRequest = (message: string) => new AwsError('BadRequestException', 400, message);
export const invalidRequest = (message: string) => new AwsError('InvalidRequest', 400, message);
export const noSuchJob = () => new AwsError('NoSuchJobException', 404, 'No such job');
export const jobStatusRefused = (message: string) => new AwsError('JobStatusException', 400, message);
export const idempotency = () =>
  new AwsError(
    'IdempotencyException',
    400,
    'The ClientRequestToken was used before, in a request with other parameters.',
  );
export const tooManyTags = () =>
  new AwsError('TooManyTagsException', 400, 'Job tags cannot be greater than 50');
export const invalidTag = (message: string) => new AwsError('InvalidTag', 400, message);
export const noSuchResource = () =>
  new AwsError('NoSuchResource', 404, "The specified resource doesn't exist.");
export const noSuchPublicAccessBlock = (AccountId: string) =>
  new AwsError(
    'NoSuchPublicAccessBlockConfiguration',
    404,
    'The public access block configuration was not found',
    { AccountId },
  );
const malformedXml = () =>
  new AwsError(
    'MalformedXML',
    400,
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
export const invalidNextToken = () =>
  new AwsError('InvalidNextTokenException', 400, 'The NextToken is not valid.');
export const notImplemented = (operation: string) =>
  new AwsError(
    'NotImplemented',
    501,
    `The operation ${operation} of S3 Batch Operations implies functionality that is not implemented.`,
  );

export const s3ControlErrors: ServiceErrors = {
  invalid,
  denied,
};

/** What a tag lacks and what it must not hold, as TagResource answers it (recorded); the rest is a choice. */
function invalid(violations: readonly Violation[]): AwsError {
  // A body that is not there (a choice: S3's own answer).
  if (violations.some(({ path, missing }) => missing && path[0] === 'PublicAccessBlockConfiguration')) {
    return malformedXml();
  }
  const ofTags = violations.filter(({ path }) => path[0] === 'Tags' && path.length > 1);
  if (ofTags.some(({ missing }) => missing)) return malformedXml();
  if (ofTags.length > 0) {
    return invalidTag(
      "This request contains a tag key or value that isn't valid. Valid characters include the following: [a-zA-Z+-=._:/]. Tag keys can contain up to 128 characters. Tag values can contain up to 256 characters.",
    );
  }
  return badRequest(validationMessage(violations));
}

/** As S3: the reason is for callers of the account itself. */
function denied(check: AccessCheck, decision: Decision, call: Call): AwsError {
  const own = principalAccount(call.principal) === check.account;
  return new AwsError('AccessDenied', 403, own ? denialMessage(check, decision, call) : 'Access Denied');
}
