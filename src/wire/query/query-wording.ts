// Query services' refusals that the wire makes itself (IAM's and STS's common errors; SES words them alike).
import { AwsError } from '../../core/errors.ts';
import { formatBasicDate } from '../auth/dates.ts';
import type { AuthProblem } from '../auth/problem.ts';
import type { Wording } from '../failure.ts';
import { MISMATCH, skewMessage } from '../json/json-wording.ts';

const refusal = (code: string, status: number, message: string): AwsError =>
  new AwsError(code, status, message);

export const queryWording: Wording = {
  cutShort: () => malformedInput('The request body ends early.'),
  auth: wordProblem,
  internal: () =>
    refusal(
      'InternalFailure',
      500,
      'The request processing has failed because of an unknown error, exception or failure.',
    ),
  diskFull: () =>
    refusal('InternalFailure', 500, 'The emulator has no disk space left: nothing was written.'),
};

function wordProblem(problem: AuthProblem): AwsError {
  switch (problem.kind) {
    case 'malformed':
      return refusal('IncompleteSignature', 400, problem.detail);
    case 'unknown-key':
    case 'inactive-key':
    case 'unsigned-headers':
    case 'bad-token':
      return refusal('InvalidClientTokenId', 403, 'The security token included in the request is invalid.');
    case 'expired-token':
      return refusal('ExpiredToken', 403, 'The security token included in the request is expired');
    case 'mismatch':
      return refusal('SignatureDoesNotMatch', 403, MISMATCH);
    case 'skewed':
      return refusal('SignatureDoesNotMatch', 403, skewMessage(problem));
    case 'presign-expired':
      return refusal(
        'RequestExpired',
        400,
        `Request has expired. Expired at ${formatBasicDate(problem.expiry)}, it is ${formatBasicDate(problem.now)}`,
      );
    case 'presign-early':
      return refusal('SignatureDoesNotMatch', 403, 'Signature not yet current');
  }
}

export const missingAction = (): AwsError =>
  refusal('MissingAction', 400, 'The request must contain the parameter Action.');
export const invalidAction = (action: string, version: string): AwsError =>
  refusal(
    'InvalidAction',
    400,
    `Could not find operation ${action} for version ${version === '' ? 'NO_VERSION_SPECIFIED' : version}`,
  );
export const malformedInput = (message: string): AwsError => refusal('MalformedInput', 400, message);
export const malformedQueryString = (): AwsError =>
  refusal('MalformedQueryString', 404, 'The query string contains a syntax error.');
export const tooLarge = (): AwsError =>
  refusal('RequestEntityTooLarge', 413, 'Request size exceeds the limit.');
