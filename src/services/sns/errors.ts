// SNS's error dictionary. Texts as recorded on AWS (LocalStack's SNS snapshots).
import { denialMessage } from '../../access/denial.ts';
import { AwsError } from '../../core/errors.ts';
import type { ServiceErrors } from '../../core/operation.ts';
import { validationMessage } from '../../core/violations.ts';

const error = (code: string, message: string, status = 400) => new AwsError(code, status, message);

/** @param what `TopicArn`, or a whole sentence. */
export const invalidParameter = (what: string) => error('InvalidParameter', `Invalid parameter: ${what}`);
export const actionOutOfScope = () => invalidParameter('Policy statement action out of service scope!');
export const invalidSmsEndpoint = (endpoint: string) =>
  error('InvalidParameter', `Invalid SMS endpoint: ${endpoint}`);
export const invalidToken = () => error('InvalidParameter', 'Invalid token');
export const topicNotFound = () => error('NotFound', 'Topic does not exist', 404);
export const subscriptionNotFound = () => error('NotFound', 'Subscription does not exist', 404);
export const resourceNotFound = () => error('ResourceNotFound', 'Resource does not exist', 404);
export const tagLimitExceeded = () =>
  error('TagLimitExceeded', 'Could not complete request: tag quota of per resource exceeded');
export const attributeInvalid = (message: string) => error('ParameterValueInvalid', message);
export const authorizationError = (message: string) => error('AuthorizationError', message, 403);
export const kmsRefusal = (code: string, message: string) => error(code, message);
export const emptyBatch = () => error('EmptyBatchRequest', "The batch request doesn't contain any entries.");
export const tooManyEntries = () =>
  error('TooManyEntriesInBatchRequest', 'The batch request contains more entries than permissible.');
export const idsNotDistinct = () =>
  error('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
export const invalidEntryId = (what: string, id: string) =>
  error('InvalidBatchEntryId', `The Id of a batch entry in the batch request ${what}: ${id}`);
export const batchTooLong = () =>
  error('BatchRequestTooLong', 'The length of all the messages put together is more than the limit.');

export const snsErrors: ServiceErrors = {
  invalid(violations) {
    const [first] = violations;
    const top = first?.path.length === 1 ? first.path[0] : undefined;
    if (first?.missing && top) return invalidParameter(`${top} Reason: no value for required parameter`);
    return error('ValidationError', validationMessage(violations));
  },
  denied: (check, decision, call) =>
    authorizationError(
      denialMessage({ ...check, action: check.action.replace(/^sns:/, 'SNS:') }, decision, call),
    ),
};
