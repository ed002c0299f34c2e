// Until 5 January 2023 S3 left unencrypted what nobody asked it to encrypt. Such objects are still there and still
// replicated, and no call makes one any more: a bucket can be told to write as it did then.
//
// Their bytes are sealed on the disk all the same; what differs is what S3 says of them and does with them.
import type { Database } from '../../../platform/database.ts';
import type { Bucket, BucketStore } from '../buckets/bucket-store.ts';

const KIND = 'unencrypted-writes';

/** Whether what names no encryption stays unencrypted there; a default of the bucket's own goes before. */
export const writesUnencrypted = (bucket: Bucket, buckets: BucketStore): boolean =>
  buckets.configuration<true>(bucket, KIND) === true;

export async function setUnencrypted(
  bucket: Bucket,
  unencrypted: boolean,
  { database, buckets }: { readonly database: Database; readonly buckets: BucketStore },
): Promise<void> {
  await database.commit(() => {
    if (unencrypted) buckets.configure(bucket, KIND, true);
    else buckets.unconfigure(bucket, KIND);
  });
}
