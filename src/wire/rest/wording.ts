// S3's refusals that the wire makes itself.

import { AwsError, type ErrorMembers } from '../../core/errors.ts';
import { INCOMPLETE_QUERY_V2 } from '../auth/claim.ts';
import type { AuthProblem } from '../auth/problem.ts';
import type { Exchange } from '../exchange.ts';
import type { Wording } from '../failure.ts';

const refusal = (code: string, status: number, message: string, members: ErrorMembers = {}): AwsError =>
  new AwsError(code, status, message, members);

export const incompleteBody = (): AwsError =>
  refusal('IncompleteBody', 400, 'The request body terminated unexpectedly');

export const restWording: Wording = {
  cutShort: incompleteBody,
  auth: wordProblem,
  internal: () => refusal('InternalError', 500, 'We encountered an internal error. Please try again.'),
  diskFull: () => refusal('InternalError', 507, 'The emulator has no disk space left: nothing was written.'),
};

function wordProblem(problem: AuthProblem, exchange: Exchange): AwsError {
  switch (problem.kind) {
    case 'malformed':
      return wordMalformed(problem, exchange);
    case 'unknown-key':
    case 'inactive-key':
      return refusal(
        'InvalidAccessKeyId',
        403,
        'The AWS Access Key Id you provided does not exist in our records.',
        {
          AWSAccessKeyId: problem.accessKeyId,
        },
      );
    case 'unsigned-headers':
      return refusal('AccessDenied', 403, 'There were headers present in the request which were not signed', {
        HeadersNotSigned: problem.names.join(', '),
      });
    case 'bad-token':
      return refusal('InvalidToken', 400, 'The provided token is malformed or otherwise invalid.');
    case 'expired-token':
      // AWS repeats the token in Token-0; a secret is not repeated here.
      return refusal('ExpiredToken', 400, 'The provided token has expired.');
    case 'mismatch':
      return signatureMismatch(
        problem.accessKeyId,
        problem.stringToSign,
        problem.signature,
        problem.canonicalRequest,
      );
    case 'skewed':
      return refusal(
        'RequestTimeTooSkewed',
        403,
        'The difference between the request time and the current time is too large.',
        {
          RequestTime: problem.requestTime,
          ServerTime: isoSeconds(problem.now),
          MaxAllowedSkewMilliseconds: 900_000,
        },
      );
    case 'presign-expired':
      return refusal('AccessDenied', 403, 'Request has expired', {
        ...(problem.expiresSeconds > 0 && { 'X-Amz-Expires': problem.expiresSeconds }),
        Expires: isoSeconds(problem.expiry),
        ServerTime: isoSeconds(problem.now),
      });
    case 'presign-early':
      return refusal('AccessDenied', 403, 'Request is not yet valid', {
        ServerTime: isoSeconds(problem.now),
      });
  }
}

function wordMalformed(
  { place, detail, unsupported, region }: Extract<AuthProblem, { kind: 'malformed' }>,
  exchange: Exchange,
): AwsError {
  if (detail === INCOMPLETE_QUERY_V2) return refusal('AccessDenied', 403, detail);
  const members = { Region: region };
  if (place === 'query') return refusal('AuthorizationQueryParametersError', 400, detail, members);
  if (unsupported) {
    return refusal('InvalidArgument', 400, detail, {
      ArgumentName: 'Authorization',
      // The scheme alone: what follows may be a secret of another kind.
      ArgumentValue: (exchange.message.headers.authorization ?? '').split(' ', 1)[0],
    });
  }
  if (detail.startsWith('AWS authentication requires')) return refusal('AccessDenied', 403, detail);
  const message = `The authorization header is malformed; ${detail}`;
  return refusal('AuthorizationHeaderMalformed', 400, message, members);
}

/** @param canonicalRequest empty where none was made: for S3's own older signatures, and chunks. */
export const signatureMismatch = (
  accessKeyId: string,
  stringToSign: string,
  signature: string,
  canonicalRequest = '',
): AwsError =>
  refusal('SignatureDoesNotMatch', 403, MISMATCH, {
    AWSAccessKeyId: accessKeyId,
    StringToSign: stringToSign,
    SignatureProvided: signature,
    StringToSignBytes: hexBytes(stringToSign),
    ...(canonicalRequest !== '' && {
      CanonicalRequest: canonicalRequest,
      CanonicalRequestBytes: hexBytes(canonicalRequest),
    }),
  });
const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
const hexBytes = (text: string): string =>
  Buffer.from(text, 'latin1')
    .toString('hex')
    .replace(/..(?=.)/g, '$& ');
const isoSeconds = (time: number): string => new Date(time).toISOString().replace(/\.\d{3}/, '');

export const invalidUri = (path: string): AwsError =>
  refusal('InvalidURI', 400, "Couldn't parse the specified URI.", { URI: path });
export const malformedXml = (): AwsError =>
  refusal(
    'MalformedXML',
    400,
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
export const notImplemented = (header: string, kind: 'header' | 'parameter' = 'parameter'): AwsError =>
  refusal('NotImplemented', 501, `A ${kind} you provided implies functionality that is not implemented.`, {
    Header: header,
  });
export const methodNotAllowed = (
  method: string,
  resourceType: string,
  allowed: readonly string[],
): AwsError =>
  new AwsError(
    'MethodNotAllowed',
    405,
    'The specified method is not allowed against this resource.',
    { Method: method, ResourceType: resourceType },
    { allow: allowed.join(', ') },
  );
export const invalidArgument = (message: string, name: string, value: string): AwsError =>
  refusal('InvalidArgument', 400, message, { ArgumentName: name, ArgumentValue: value });
export const invalidBucketName = (name: string): AwsError =>
  refusal('InvalidBucketName', 400, 'The specified bucket is not valid.', { BucketName: name });
/** What every header-signed request of S3 carries. */
export const missingContentHash = (): AwsError =>
  refusal('InvalidRequest', 400, 'Missing required header for this request: x-amz-content-sha256');
export const missingContentLength = (): AwsError =>
  refusal('MissingContentLength', 411, 'You must provide the Content-Length HTTP header.');
export const tooLarge = (limit: number): AwsError =>
  refusal('MaxMessageLengthExceeded', 400, 'Your request was too big.', { MaxMessageLengthBytes: limit });
export const contentHashMismatch = (declared: string, computed: string): AwsError =>
  refusal(
    'XAmzContentSHA256Mismatch',
    400,
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    {
      ClientComputedContentSHA256: declared,
      S3ComputedContentSHA256: computed,
    },
  );
export const invalidRequest = (message: string): AwsError => refusal('InvalidRequest', 400, message);
/** Objects and their parts alone come in frames. */
export const framedDocument = (): AwsError =>
  invalidRequest('The value of x-amz-content-sha256 header is invalid.');
export const unknownChecksum = (): AwsError =>
  invalidRequest('The algorithm type you specified in x-amz-checksum- header is invalid.');
export const severalChecksums = (): AwsError =>
  invalidRequest('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
export const invalidDigest = (given: string): AwsError =>
  refusal('InvalidDigest', 400, 'The Content-MD5 you specified was invalid.', { 'Content-MD5': given });
export const badDigest = (message: string, members: ErrorMembers = {}): AwsError =>
  refusal('BadDigest', 400, message, members);
/** A scope that names a service which does not stand here. */
export const unknownService = (name: string): AwsError =>
  refusal('NotImplemented', 501, `No service called ${name} stands here.`);
