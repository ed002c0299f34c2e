// S3's errors, in the words of AWS's recordings and of its "Error responses" page.
import type { AccessCheck, Decision } from '../../core/access-check.ts';
import { type Call, principalAccount, principalArn } from '../../core/call.ts';
import { AwsError } from '../../core/errors.ts';
import type { ServiceErrors } from '../../core/operation.ts';

export const noSuchBucket = (BucketName: string) =>
  new AwsError('NoSuchBucket', 404, 'The specified bucket does not exist', { BucketName });

export const noSuchKey = (Key: string) =>
  new AwsError('NoSuchKey', 404, 'The specified key does not exist.', { Key });

export const deletedByMarker = (Key: string, versionId: string) =>
  new AwsError(
    'NoSuchKey',
    404,
    'The specified key does not exist.',
    { Key },
    { 'x-amz-delete-marker': 'true', 'x-amz-version-id': versionId },
  );

export const noSuchVersion = (Key: string, VersionId: string) =>
  new AwsError('NoSuchVersion', 404, 'The specified version does not exist.', { Key, VersionId });

export const noSuchUpload = (UploadId: string) =>
  new AwsError(
    'NoSuchUpload',
    404,
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { UploadId },
  );

export const accessDenied = (message = 'Access Denied', headers: Readonly<Record<string, string>> = {}) =>
  new AwsError('AccessDenied', 403, message, {}, headers);

export const malformedXml = () =>
  new AwsError(
    'MalformedXML',
    400,
    'The XML you provided was not well-formed or did not validate against our published schema',
  );

export const malformedAcl = () => new AwsError('MalformedACLError', 400, malformedXml().message);

/**
 * No body at all, where an empty document is MalformedXML: verified on AWS by moto for Object Lock, in aws-sdk-cpp#733
 * for notifications. An object's legal hold is MalformedXML both ways (recorded).
 */
export const missingRequestBody = () => new AwsError('MissingRequestBodyError', 400, 'Request Body is empty');

export const invalidArgument = (message: string, ArgumentName?: string, ArgumentValue?: string) =>
  new AwsError('InvalidArgument', 400, message, {
    ...(ArgumentName !== undefined && { ArgumentName }),
    ...(ArgumentValue !== undefined && { ArgumentValue }),
  });

export const invalidRequest = (message: string) => new AwsError('InvalidRequest', 400, message);

export const invalidBucketName = (BucketName: string) =>
  new AwsError('InvalidBucketName', 400, 'The specified bucket is not valid.', { BucketName });

export const bucketAlreadyExists = (BucketName: string) =>
  new AwsError(
    'BucketAlreadyExists',
    409,
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
    { BucketName },
  );

export const bucketAlreadyOwnedByYou = (BucketName: string) =>
  new AwsError(
    'BucketAlreadyOwnedByYou',
    409,
    'Your previous request to create the named bucket succeeded and you already own it.',
    { BucketName },
  );

export const bucketNotEmpty = (BucketName: string) =>
  new AwsError('BucketNotEmpty', 409, 'The bucket you tried to delete is not empty', { BucketName });

export const versionedBucketNotEmpty = (BucketName: string) =>
  new AwsError(
    'BucketNotEmpty',
    409,
    'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
    { BucketName },
  );

export const invalidRange = (RangeRequested: string, ActualObjectSize: number) =>
  new AwsError(
    'InvalidRange',
    416,
    'The requested range is not satisfiable',
    { RangeRequested, ActualObjectSize },
    { 'content-range': `bytes */${ActualObjectSize}` },
  );

export const keyTooLong = (Size: number) =>
  new AwsError('KeyTooLongError', 400, 'Your key is too long', { Size, MaxSizeAllowed: 1024 });

export const badDigest = (ExpectedDigest: string, CalculatedDigest: string) =>
  new AwsError('BadDigest', 400, 'The Content-MD5 you specified did not match what we received.', {
    ExpectedDigest,
    CalculatedDigest,
  });

export const invalidDigest = (contentMd5: string) =>
  new AwsError('InvalidDigest', 400, 'The Content-MD5 you specified was invalid.', {
    'Content-MD5': contentMd5,
  });

export const preconditionFailed = (Condition: string) =>
  new AwsError('PreconditionFailed', 412, 'At least one of the pre-conditions you specified did not hold', {
    Condition,
  });

export const notModified = (headers: Readonly<Record<string, string>>) =>
  new AwsError('NotModified', 304, undefined, {}, headers);

export const notImplemented = (Header: string, additionalMessage?: string) =>
  new AwsError('NotImplemented', 501, 'A header you provided implies functionality that is not implemented', {
    Header,
    ...(additionalMessage !== undefined && { additionalMessage }),
  });

export const methodNotAllowed = (
  Method: string,
  ResourceType: string,
  headers: Readonly<Record<string, string>> = {},
) =>
  new AwsError(
    'MethodNotAllowed',
    405,
    'The specified method is not allowed against this resource.',
    { Method, ResourceType },
    headers,
  );

export const entityTooLarge = (ProposedSize: number, MaxSizeAllowed: number) =>
  new AwsError('EntityTooLarge', 400, 'Your proposed upload exceeds the maximum allowed size', {
    ProposedSize,
    MaxSizeAllowed,
  });

export const slowDown = () => new AwsError('SlowDown', 503, 'Please reduce your request rate.');

export const s3Errors: ServiceErrors = {
  /** S3 has no list of violations: what its schema refuses is MalformedXML, what a header holds InvalidArgument. */
  invalid(violations) {
    if (violations.some(({ missing, location }) => missing && location === 'payload'))
      return missingRequestBody();
    return violations.some(({ path }) => path[0] === 'AccessControlPolicy') ? malformedAcl() : malformedXml();
  },
  denied,
};

/**
 * AWS spells the reason out for callers of the account that owns the resource and keeps it from others
 * ("Access denied (403 Forbidden)" troubleshooting page).
 */
function denied(check: AccessCheck, decision: Decision, call: Call): AwsError {
  if (principalAccount(call.principal) !== check.account)
    return accessDenied(undefined, check.refusalHeaders);
  const reason =
    decision.outcome === 'explicit deny'
      ? `with an explicit deny in a ${decision.decidedBy}`
      : `because no ${decision.decidedBy} allows the ${check.action} action`;
  return accessDenied(
    `User: ${principalArn(call.principal)} is not authorized to perform: ${check.action} on resource: "${check.resource}" ${reason}`,
    check.refusalHeaders,
  );
}
