// Checksums lie under the object's key: who names them when completing an upload must be able to open it.
import type { Call } from '../../../core/call.ts';
import type { Bucket } from '../buckets/bucket-store.ts';
import { ALGORITHM_NAMES, ALGORITHMS } from '../checksum/algorithms.ts';
import type { S3Deps } from '../deps.ts';
import { isKmsMode } from '../versions/object-version.ts';
import type { Upload } from './upload.ts';

/**
 * "If you provide an additional checksum value in your MultipartUpload requests and the object is encrypted with AWS
 * KMS, you must have permission to use the kms:Decrypt action" (API_CompleteMultipartUpload); otherwise KMS is not asked.
 */
export async function proveChecksumKey(
  named: readonly object[],
  { key, draft: { envelope } }: Upload,
  bucket: Bucket,
  call: Call,
  deps: Pick<S3Deps, 'dataKeys'>,
): Promise<void> {
  if (!isKmsMode(envelope.mode) || !named.some(namesChecksum)) return;
  const dataKey = await deps.dataKeys.open(envelope, bucket, key, call);
  dataKey.fill(0);
}

const MEMBERS = ALGORITHM_NAMES.map((name) => ALGORITHMS[name].member);

const namesChecksum = (part: Partial<Record<(typeof MEMBERS)[number], unknown>>): boolean =>
  MEMBERS.some((member) => part[member] !== undefined);
