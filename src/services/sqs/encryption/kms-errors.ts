// KMS's refusals in SQS's voice: KMS's sentence, followed by where it came from (as users' reports quote AWS).
import type { Call } from '../../../core/call.ts';
import { AwsError } from '../../../core/errors.ts';
import { kmsRefusal } from '../errors.ts';

const CODES: Readonly<Record<string, string>> = {
  AccessDeniedException: 'KmsAccessDenied',
  DisabledException: 'KmsDisabled',
  InvalidKeyUsageException: 'KmsInvalidKeyUsage',
  KMSInvalidStateException: 'KmsInvalidState',
  NotFoundException: 'KmsNotFound',
  ThrottlingException: 'KmsThrottled',
};

export async function revoiced<T>(answer: Promise<T>, { requestId }: Call): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { code, status, message } = error;
    const text = `${message} (Service: AWSKMS; Status Code: ${status}; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`;
    const refusal = kmsRefusal(CODES[code] ?? 'KmsInvalidState', code, text);
    if (error.decision) refusal.decision = error.decision;
    throw refusal;
  }
}
