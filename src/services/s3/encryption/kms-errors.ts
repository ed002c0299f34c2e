// KMS's refusals in S3's voice (facts/s3 §5.2).
import { AwsError } from '../../../core/errors.ts';
import { accessDenied, slowDown } from '../errors.ts';

/** The answer of a KMS call made for a caller of S3, its errors re-voiced. */
export async function revoiced<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof AwsError ? inS3Words(error) : error;
  }
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
