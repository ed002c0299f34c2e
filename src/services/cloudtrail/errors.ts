// CloudTrail's error dictionary. Wordings as recorded by terraform's and boto's users; where AWS's could not be
// found the text is ours.
import { denialMessage } from '../../access/denial.ts';
import { AwsError } from '../../core/errors.ts';
import type { ServiceErrors } from '../../core/operation.ts';
import type { Violation } from '../../core/validate.ts';
import { validationMessage } from '../../core/violations.ts';

const error = (code: string, message: string) => new AwsError(code, 400, message);

export const trailNotFound = (name: string, account: string) =>
  error('TrailNotFoundException', `Unknown trail: ${name} for the user: ${account}`);
export const trailAlreadyExists = (name: string, account: string) =>
  error('TrailAlreadyExistsException', `Trail ${name} already exists for customer: ${account}`);
export const tooManyTrails = (account: string, count: number, region: string) =>
  error(
    'MaximumNumberOfTrailsExceededException',
    `User: ${account} already has ${count} trails in ${region}.`,
  );
export const invalidTrailName = (message: string) => error('InvalidTrailNameException', message);
export const invalidTrailArn = (arn: string) =>
  error('CloudTrailARNInvalidException', `Invalid trail ARN: ${arn}`);
export const wrongHomeRegion = (arn: string, region: string) =>
  error(
    'InvalidHomeRegionException',
    `The trail ${arn} can only be changed in its home region, not in ${region}.`,
  );
export const bucketDoesNotExist = (bucket: string) =>
  error('S3BucketDoesNotExistException', `S3 bucket ${bucket} does not exist!`);
export const insufficientBucketPolicy = (bucket: string) =>
  error(
    'InsufficientS3BucketPolicyException',
    `Incorrect S3 bucket policy is detected for bucket: ${bucket}`,
  );
export const insufficientTopicPolicy = () =>
  error('InsufficientSnsTopicPolicyException', 'SNS Topic does not exist or the topic policy is incorrect!');
export const invalidBucketName = (message: string) => error('InvalidS3BucketNameException', message);
export const invalidPrefix = (message: string) => error('InvalidS3PrefixException', message);
export const keyNotFound = (key: string) =>
  error('KmsKeyNotFoundException', `KMS key ${key} does not exist.`);
export const keyDisabled = (key: string) => error('KmsKeyDisabledException', `KMS key ${key} is disabled.`);
export const invalidKey = (key: string) =>
  error('InvalidKmsKeyIdException', `${key} is not a valid KMS key id.`);
export const insufficientKeyPolicy = (key: string) =>
  error('InsufficientEncryptionPolicyException', `Insufficient permissions to access KMS key ${key}.`);
export const invalidCombination = (message: string) => error('InvalidParameterCombinationException', message);
export const unsupported = (message: string) => error('UnsupportedOperationException', message);
export const invalidSelectors = (message: string) => error('InvalidEventSelectorsException', message);
export const invalidLookupAttributes = (message: string) =>
  error('InvalidLookupAttributesException', message);
export const invalidTimeRange = () =>
  error('InvalidTimeRangeException', 'Start time must be before or equal to end time.');
export const invalidMaxResults = () =>
  error('InvalidMaxResultsException', 'Max results must be between 1 and 50.');
export const invalidEventCategory = (category: string) =>
  error('InvalidEventCategoryException', `${category} is not a valid event category.`);
export const invalidNextToken = () =>
  error(
    'InvalidNextTokenException',
    'The token is not valid, or the request is not the one it was given for.',
  );
export const resourceNotFound = (arn: string) => error('ResourceNotFoundException', `${arn} does not exist.`);
export const resourceTypeNotSupported = (arn: string) =>
  error('ResourceTypeNotSupportedException', `${arn} is not a trail.`);
export const invalidTag = (message: string) => error('InvalidTagParameterException', message);
export const tooManyTags = () => error('TagsLimitExceededException', 'A trail has at most 50 tags.');
export const accessDenied = (message: string) => error('AccessDeniedException', message);
const validation = (message: string) => error('ValidationException', message);

/** CloudTrail has an exception of its own for most of what can be wrong with an input. */
function invalid(violations: readonly Violation[]): AwsError {
  const [member] = violations[0]?.path ?? [];
  switch (member) {
    case 'Name':
    case 'TrailName':
      return invalidTrailName('Trail name cannot be blank!');
    case 'S3BucketName':
      return invalidBucketName('Bucket name cannot be blank!');
    case 'MaxResults':
      return invalidMaxResults();
    case 'LookupAttributes':
      return invalidLookupAttributes(validationMessage(violations));
    case 'EventSelectors':
    case 'AdvancedEventSelectors':
      return invalidSelectors(validationMessage(violations));
    case 'TagsList':
      return invalidTag(validationMessage(violations));
    default:
      return validation(validationMessage(violations));
  }
}

export const cloudTrailErrors: ServiceErrors = {
  invalid,
  denied: (check, decision, call) => accessDenied(denialMessage(check, decision, call)),
};
