// STS's error dictionary.

import { type Call, principalArn } from '../../core/call.ts';
import { AwsError } from '../../core/errors.ts';
import type { ServiceErrors } from '../../core/operation.ts';
import { validationMessage } from '../../core/violations.ts';

export const validationError = (message: string) => new AwsError('ValidationError', 400, message);
export const invalidParameter = (message: string) => new AwsError('InvalidParameterValue', 400, message);
export const malformedPolicy = (message: string) => new AwsError('MalformedPolicyDocument', 400, message);
export const packedPolicyTooLarge = (percent: number) =>
  new AwsError(
    'PackedPolicyTooLarge',
    400,
    `Packed policy consumes ${percent}% of allotted space, please use smaller policy.`,
  );
export const accessDenied = (message: string) => new AwsError('AccessDenied', 403, message);
export const missingAuthenticationToken = () =>
  new AwsError('MissingAuthenticationToken', 403, 'Request is missing Authentication Token');

export const invalidToken = (message: string) => new AwsError('InvalidIdentityToken', 400, message);
export const expiredToken = (now: number, expiry: number) =>
  new AwsError(
    'ExpiredTokenException',
    400,
    `Token expired: current date/time ${now} must be before the expiration date/time ${expiry}`,
  );
export const notAuthorizedToFederate = () =>
  accessDenied('Not authorized to perform sts:AssumeRoleWithWebIdentity');

/** STS tells no reason: a role that is not there and one that does not trust the caller answer alike. */
export const notAuthorized = (action: string, resource: string, call: Call) =>
  new AwsError(
    'AccessDenied',
    403,
    `User: ${principalArn(call.principal)} is not authorized to perform: ${action} on resource: ${resource}`,
  );

export const stsErrors: ServiceErrors = {
  invalid: (violations) => validationError(validationMessage(violations)),
  denied: ({ action, resource }, _decision, call) => notAuthorized(action, resource, call),
};
