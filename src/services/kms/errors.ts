// KMS's error dictionary: codes, statuses and wordings of AWS (facts/kms.md §8, recorded where told).
import { denialMessage } from '../../access/denial.ts';
import type { AccessCheck, Decision } from '../../core/access-check.ts';
import { type Call, principalAccount, principalArn } from '../../core/call.ts';
import { AwsError } from '../../core/errors.ts';
import type { ServiceErrors } from '../../core/operation.ts';
import { validationMessage } from '../../core/violations.ts';

const error = (code: string, message?: string) => new AwsError(code, 400, message);

/** Without a text AWS sends no message member at all (a bad public key for DeriveSharedSecret). */
export const validation = (message?: string) => error('ValidationException', message);
/** CreateGrant's page names this code for an operation that the key cannot do. */
export const validationError = (message: string) => error('ValidationError', message);
export const notFound = (message: string) => error('NotFoundException', message);
export const keyNotFound = (arn: string) => notFound(`Key '${arn}' does not exist`);
export const invalidKeyId = (text: string) => notFound(`Invalid keyId '${text}'`);
export const aliasNotFound = (arn: string) => notFound(`Alias ${arn} is not found.`);
export const invalidArn = (message: string) => error('InvalidArnException', message);
export const alreadyExists = (message: string) => error('AlreadyExistsException', message);
export const notAuthorized = () => error('NotAuthorizedException');
export const limitExceeded = (message: string) => error('LimitExceededException', message);
export const malformedPolicy = (message: string) => error('MalformedPolicyDocumentException', message);
/** Also of principals that are not there: "must exist and be visible to AWS KMS" (API page PutKeyPolicy). */
export const invalidPrincipals = () =>
  malformedPolicy('Policy contains a statement with one or more invalid principals.');
export const tag = (message: string) => error('TagException', message);
export const disabled = (arn: string) => error('DisabledException', `${arn} is disabled.`);
/** @param what `is pending deletion`, `is not pending deletion` … */
export const invalidState = (message: string) => error('KMSInvalidStateException', message);
export const invalidCiphertext = () => error('InvalidCiphertextException');
export const incorrectKey = () =>
  error(
    'IncorrectKeyException',
    'The key ID in the request does not identify a CMK that can perform this operation.',
  );
export const invalidKeyUsage = (message: string) => error('InvalidKeyUsageException', message);
export const wrongUsage = (arn: string, usage: string, operation: string) =>
  invalidKeyUsage(`${arn} key usage is ${usage} which is not valid for ${operation}.`);
export const wrongAlgorithm = (algorithm: string, spec: string) =>
  invalidKeyUsage(`Algorithm ${algorithm} is incompatible with key spec ${spec}.`);
export const unsupported = (message?: string) => error('UnsupportedOperationException', message);
export const wrongOrigin = (arn: string, origin: string) =>
  unsupported(`${arn} origin is ${origin} which is not valid for this operation.`);
export const notPrimary = (arn: string) => unsupported(`${arn} is not a multi-region primary key.`);
export const dryRun = () =>
  error('DryRunOperationException', 'The request would have succeeded, but the DryRun option is set.');
export const invalidSignature = () => error('KMSInvalidSignatureException');
export const invalidMac = () => error('KMSInvalidMacException');
export const invalidMarker = () => error('InvalidMarkerException', 'Could not deserialize marker.');
export const invalidGrantToken = () => error('InvalidGrantTokenException', 'Invalid grant token.');
export const grantNotFound = (id: string) => notFound(`Grant ID ${id} not found`);
export const invalidImportToken = () => error('InvalidImportTokenException');
export const expiredImportToken = () => error('ExpiredImportTokenException');
export const incorrectKeyMaterial = () => error('IncorrectKeyMaterialException');
export const accessDenied = (message: string) => error('AccessDeniedException', message);
/** KMS developer guide, "Request quotas": the text its SDKs show. */
export const throttled = () =>
  error(
    'ThrottlingException',
    'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.',
  );

const BY_CIPHERTEXT: ReadonlySet<string> = new Set(['kms:Decrypt', 'kms:ReEncryptFrom']);
const OF_CIPHERTEXT = 'the resource associated with this ciphertext';

/**
 * One answer for another account's key and for one that is unknown, so that nobody can probe for keys. What a blob
 * names is told without its ARN (metaps/genova#375, onnela-lab/beiwe-backend#363; the text of before mid-2023 was
 * `The ciphertext refers to a customer master key that does not exist, …`).
 */
export const foreignDenied = (action: string, call: Call) =>
  accessDenied(
    `User: ${principalArn(call.principal)} is not authorized to perform: ${action} on ${BY_CIPHERTEXT.has(action) ? OF_CIPHERTEXT : 'this resource'} because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
  );

function denied(check: AccessCheck, decision: Decision, call: Call): AwsError {
  const account = principalAccount(call.principal) ?? call.account;
  if (check.account === account) return accessDenied(denialMessage(check, decision, call));
  if (decision.decidedBy === 'resource-based policy') return foreignDenied(check.action, call);
  // The key's policy admits the account: that its own policies do not is told (elasticscale.com "Cross account AWS KMS
  // keys"; AWS's pages on IAM Identity Center and CDK's BucketDeployment show the same sentence).
  const byCiphertext = BY_CIPHERTEXT.has(check.action);
  return accessDenied(denialMessage(check, decision, call, byCiphertext ? OF_CIPHERTEXT : undefined));
}

export const kmsErrors: ServiceErrors = {
  invalid: (violations) => validation(validationMessage(violations)),
  denied,
};
