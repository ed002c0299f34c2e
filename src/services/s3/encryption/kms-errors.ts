// KMS's refusals in S3's voice (facts/s3 §5.2).
import type { Call } from '../../../core/call.ts';
import { AwsError } from '../../../core/errors.ts';
import type { PromptPort } from '../../../core/operation.ts';
import type { Prompt } from '../../../core/prompt.ts';
import { accessDenied, slowDown } from '../errors.ts';

/** Asks KMS for a caller of S3, its errors re-voiced. */
export function askKms<In, Out>(port: PromptPort<In, Out>, input: In, call: Call): Prompt<Out> {
  try {
    const answer = port(input, call);
    return answer instanceof Promise ? answer.catch(revoice) : answer;
  } catch (error) {
    return revoice(error);
  }
}

function revoice(error: unknown): never {
  throw error instanceof AwsError ? inS3Words(error) : error;
}

function inS3Words(error: AwsError): AwsError {
  switch (error.code) {
    case 'AccessDeniedException':
      return accessDenied(error.message || undefined);
    case 'ThrottlingException':
    case 'LimitExceededException':
      return slowDown();
    case 'KMSInvalidStateException':
    case 'NotFoundException':
    case 'DisabledException':
    case 'InvalidKeyUsageException':
    case 'InvalidCiphertextException':
    case 'IncorrectKeyException':
      return new AwsError(`KMS.${error.code}`, 400, error.message);
    case 'KeyUnavailableException':
    case 'DependencyTimeoutException':
    case 'KMSInternalException':
      return new AwsError('ServiceUnavailable', 503, 'Reduce your request rate.');
    default:
      return new AwsError(`KMS.${error.code}`, 400, error.message);
  }
}
