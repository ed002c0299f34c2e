// SQS's error dictionary. Each error has two spellings: JSON's, and the Query protocol's, which the header
// x-amzn-query-error carries to JSON clients too. Texts as recorded on AWS (LocalStack's SQS snapshots).
import { denialMessage } from '../../access/denial.ts';
import { AwsError } from '../../core/errors.ts';
import type { ServiceErrors } from '../../core/operation.ts';

function spelled(code: string, queryCode: string, message: string, status = 400, queryMessage?: string) {
  const error = new AwsError(code, status, message);
  error.query = { code: queryCode, ...(queryMessage !== undefined && { message: queryMessage }) };
  return error;
}
const prefixed = (code: string, message: string, status = 400) =>
  spelled(code, `AWS.SimpleQueueService.${code}`, message, status);

export const queueDoesNotExist = () =>
  spelled(
    'QueueDoesNotExist',
    'AWS.SimpleQueueService.NonExistentQueue',
    'The specified queue does not exist.',
    400,
    'The specified queue does not exist for this wsdl version.',
  );
export const queueNameExists = (attribute: string) =>
  spelled(
    'QueueNameExists',
    'QueueAlreadyExists',
    `A queue already exists with the same name and a different value for attribute ${attribute}`,
  );
export const missingParameter = (name: string) =>
  spelled(
    'MissingRequiredParameterException',
    'MissingParameter',
    `The request must contain the parameter ${name}.`,
  );
export const invalidParameterValue = (message: string) =>
  spelled('InvalidParameterValueException', 'InvalidParameterValue', message);
export const invalidValueFor = (name: string, value: string | number, reason: string) =>
  invalidParameterValue(`Value ${value} for parameter ${name} is invalid. Reason: ${reason}`);
export const invalidAttributeName = (message: string) => new AwsError('InvalidAttributeName', 400, message);
export const twoEncryptions = () =>
  invalidAttributeName(
    'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
  );
export const unknownAttribute = (name: string) => invalidAttributeName(`Unknown Attribute ${name}.`);
export const invalidAttributeValue = (name: string, reason = '') =>
  new AwsError(
    'InvalidAttributeValue',
    400,
    `Invalid value for the parameter ${name}.${reason === '' ? '' : ` Reason: ${reason}`}`,
  );
export const invalidMessageContents = (character: string) =>
  new AwsError(
    'InvalidMessageContents',
    400,
    `Invalid binary character '${character}' was found in the message body, the set of allowed characters is #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF`,
  );
export const receiptHandleIsInvalid = (handle: string) =>
  new AwsError(
    'ReceiptHandleIsInvalid',
    404,
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
  );
export const messageNotInflight = (handle: string) =>
  prefixed(
    'MessageNotInflight',
    `Value ${handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
  );
export const purgeInProgress = (name: string) =>
  prefixed(
    'PurgeQueueInProgress',
    `Only one PurgeQueue operation on ${name} is allowed every 60 seconds.`,
    403,
  );
export const emptyBatch = (entry: string) =>
  prefixed('EmptyBatchRequest', `There should be at least one ${entry} in the request.`);
export const tooManyEntries = (count: number) =>
  prefixed(
    'TooManyEntriesInBatchRequest',
    `Maximum number of entries per request are 10. You have sent ${count}.`,
  );
export const idsNotDistinct = (id: string) => prefixed('BatchEntryIdsNotDistinct', `Id ${id} repeated.`);
export const invalidEntryId = () =>
  prefixed(
    'InvalidBatchEntryId',
    'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
  );
export const batchTooLong = (limit: number, size: number) =>
  prefixed(
    'BatchRequestTooLong',
    `Batch requests cannot be longer than ${limit} bytes. You have sent ${size} bytes.`,
  );
export const invalidTaskHandle = () => invalidParameterValue('Value for parameter TaskHandle is invalid.');
export const noSuchArn = (parameter: string) =>
  new AwsError(
    'ResourceNotFoundException',
    404,
    `The resource that you specified for the ${parameter} parameter doesn't exist.`,
  );
export const noSuchTask = () => new AwsError('ResourceNotFoundException', 404, 'Task does not exist.');
export const kmsRefusal = (code: string, kmsCode: string, message: string) =>
  spelled(code, `KMS.${kmsCode}`, message);
export const tooManyInFlight = () =>
  overLimit('Too many messages are in flight: delete some, or wait for their visibility timeout to end.');
export const overLimit = (message: string) => new AwsError('OverLimit', 403, message);

export const sqsErrors: ServiceErrors = {
  invalid(violations) {
    const [first] = violations;
    const name = first?.path.join('.') ?? '';
    if (first?.missing) return missingParameter(name);
    return invalidValueFor(name, first?.value ?? '', first?.constraint ?? '');
  },
  // AWS writes SQS's actions in lower case here; the JSON spelling is Coral's.
  denied: (check, decision, call) =>
    spelled(
      'AccessDeniedException',
      'AccessDenied',
      denialMessage({ ...check, action: check.action.toLowerCase() }, decision, call),
      403,
    ),
};
