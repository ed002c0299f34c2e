// JSON services' refusals that the wire makes itself.
import { AwsError } from '../../core/errors.ts';
import type { Service } from '../../core/operation.ts';
import { formatBasicDate } from '../auth/dates.ts';
import type { AuthProblem } from '../auth/problem.ts';
import { BodyTooLarge } from '../body/gather.ts';
import type { Wording } from '../failure.ts';
import type { Head } from '../header-names.ts';
import { SerializationFailure } from './json-codec.ts';

const refusal = (code: string, message?: string, status = 400): AwsError =>
  new AwsError(code, status, message);

export const jsonWording: Wording = {
  cutShort: () => serialization('The request body ends early.'),
  auth: wordProblem,
  internal: () =>
    refusal(
      'InternalFailure',
      'The request processing has failed because of an unknown error, exception or failure.',
      500,
    ),
  diskFull: () =>
    refusal('InternalFailure', 'The emulator has no disk space left: nothing was written.', 500),
};

function wordProblem(problem: AuthProblem): AwsError {
  switch (problem.kind) {
    case 'malformed':
      return refusal('IncompleteSignatureException', problem.detail);
    case 'unknown-key':
    case 'inactive-key':
    case 'unsigned-headers':
    case 'bad-token':
      return refusal('UnrecognizedClientException', 'The security token included in the request is invalid.');
    case 'expired-token':
      return refusal('ExpiredTokenException', 'The security token included in the request is expired');
    case 'mismatch':
      return refusal('InvalidSignatureException', MISMATCH);
    case 'skewed':
      return refusal('InvalidSignatureException', skewMessage(problem));
    case 'presign-expired':
      return refusal(
        'InvalidSignatureException',
        `Signature expired: ${formatBasicDate(problem.expiry)} is now earlier than ${formatBasicDate(problem.now)}`,
      );
    case 'presign-early':
      return refusal('InvalidSignatureException', 'Signature not yet current');
  }
}

export const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

/** AWS names both times and the bound that was passed. */
export function skewMessage({ requestTime, now, late }: Extract<AuthProblem, { kind: 'skewed' }>): string {
  const bound = formatBasicDate(now + (late ? -1 : 1) * 15 * 60 * 1000);
  return late
    ? `Signature expired: ${requestTime} is now earlier than ${bound} (${formatBasicDate(now)} - 15 min.)`
    : `Signature not yet current: ${requestTime} is still later than ${bound} (${formatBasicDate(now)} + 15 min.)`;
}

export const unknownOperation = (): AwsError => refusal('UnknownOperationException');
/** AWS has no such case, for there every service stands; a person reads the message. */
export const unknownService = (target: string): AwsError =>
  refusal('UnknownOperationException', `No service that answers to ${target} stands here.`);
export const serialization = (message: string): AwsError => refusal('SerializationException', message);
const tooLarge = (): AwsError =>
  refusal('RequestEntityTooLargeException', 'Request size exceeds the limit.', 413);

/** What reading a body throws, worded; anything else as it is. */
export function reworded(thrown: unknown): unknown {
  if (thrown instanceof SerializationFailure) return serialization(thrown.message);
  if (thrown instanceof BodyTooLarge) return tooLarge();
  return thrown;
}

/** Clients that knew the service's Query protocol go on finding its codes (SQS; AWS's awsQueryCompatible trait). */
export function queryError(service: Service | undefined, error: AwsError): Head {
  if (!service?.olderProtocol) return [];
  const fault = error.status >= 500 ? 'Receiver' : 'Sender';
  return ['x-amzn-query-error', `${error.query?.code ?? error.code};${fault}`];
}
