// rest-json services' refusals that the wire makes itself (SESv2; the codes are AWS's common errors).
import { AwsError } from '../../core/errors.ts';
import type { AuthProblem } from '../auth/problem.ts';
import type { Wording } from '../failure.ts';
import { jsonWording } from '../json/json-wording.ts';

export const restJsonWording: Wording = {
  cutShort: () => serialization('The request body ends early.'),
  auth: forbidden,
  internal: jsonWording.internal,
  diskFull: jsonWording.diskFull,
};

/** The sentences of the json services, but as 403: the front end that reads REST says so. */
function forbidden(problem: AuthProblem, exchange: Parameters<Wording['auth']>[1]): AwsError {
  const { code, message } = jsonWording.auth(problem, exchange);
  return new AwsError(code, 403, message);
}

export const serialization = (message?: string): AwsError =>
  new AwsError('SerializationException', 400, message);

export const unknownOperation = (): AwsError => new AwsError('UnknownOperationException', 404);

export const methodNotAllowed = (): AwsError => new AwsError('MethodNotAllowedException', 405);

export const missingToken = (): AwsError =>
  new AwsError('MissingAuthenticationTokenException', 403, 'Missing Authentication Token');

export const tooLarge = (): AwsError =>
  new AwsError('RequestEntityTooLargeException', 413, 'Request is too large.');
