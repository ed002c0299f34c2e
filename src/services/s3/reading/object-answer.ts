// What answers tell of a stored version.
import { ALGORITHMS } from '../checksum/algorithms.ts';
import type { ChecksumValues } from '../checksum/intake.ts';
import type { Checksum, Envelope } from '../versions/object-version.ts';

/** The encryption headers; SSE-C shows no x-amz-server-side-encryption (recorded). */
export const encryptionAnswer = (envelope: Envelope): EncryptionAnswer =>
  envelope.mode === 'SSE-C'
    ? { SSECustomerAlgorithm: 'AES256', SSECustomerKeyMD5: envelope.customerMd5 }
    : {
        ServerSideEncryption: envelope.mode === 'none' ? undefined : envelope.mode,
        SSEKMSKeyId: envelope.keyArn,
        BucketKeyEnabled: envelope.bucketKey || undefined,
      };

interface EncryptionAnswer {
  readonly ServerSideEncryption?: string | undefined;
  readonly SSEKMSKeyId?: string | undefined;
  readonly BucketKeyEnabled?: boolean | undefined;
  readonly SSECustomerAlgorithm?: string | undefined;
  readonly SSECustomerKeyMD5?: string | undefined;
}

export type ChecksumAnswer = ChecksumValues & { readonly ChecksumType?: string };

export const checksumAnswer = (checksum: Checksum | undefined): ChecksumAnswer =>
  checksum ? { [ALGORITHMS[checksum.algorithm].member]: checksum.value, ChecksumType: checksum.type } : {};
