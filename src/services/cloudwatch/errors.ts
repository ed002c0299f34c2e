// CloudWatch's errors; the Query protocol spells some of them without `Exception`.
import { denialMessage } from '../../access/denial.ts';
import { AwsError } from '../../core/errors.ts';
import type { ServiceErrors } from '../../core/operation.ts';
import { validationMessage } from '../../core/violations.ts';

function spelled(code: string, queryCode: string, message: string): AwsError {
  const error = new AwsError(code, 400, message);
  error.query = { code: queryCode };
  return error;
}

export const invalidParameterValue = (message: string) =>
  spelled('InvalidParameterValueException', 'InvalidParameterValue', message);
export const invalidCombination = (message: string) =>
  spelled('InvalidParameterCombinationException', 'InvalidParameterCombination', message);
export const invalidNextToken = () =>
  new AwsError('InvalidNextToken', 400, 'The token supplied is not valid.');
export const validationError = (message: string) => new AwsError('ValidationError', 400, message);

export const cloudWatchErrors: ServiceErrors = {
  invalid: (violations) => validationError(validationMessage(violations)),
  denied: (check, decision, call) => new AwsError('AccessDenied', 403, denialMessage(check, decision, call)),
};
