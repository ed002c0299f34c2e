// Seals one part's bytes and puts it into its upload; UploadPart and UploadPartCopy end here alike.
import type { Body } from '../../../core/body.ts';
import type { Call } from '../../../core/call.ts';
import type { BlobId } from '../../../platform/blob-store.ts';
import type { Bucket } from '../buckets/bucket-store.ts';
import type { Intake, IntakeResult } from '../checksum/intake.ts';
import type { S3Deps } from '../deps.ts';
import type { CustomerKey } from '../encryption/customer-key.ts';
import { bodyKey, wipe } from '../encryption/frames.ts';
import { noSuchUpload } from '../errors.ts';
import { etagIsMd5, opaqueEtag } from '../etag.ts';
import { wholeSeconds } from '../time.ts';
import { layersOf, SALT } from '../writing/seal-object.ts';
import type { Part, Upload } from './upload.ts';

export interface StoredPart {
  readonly part: Part;
  readonly digests: IntakeResult;
}

export async function storePart(
  write: {
    readonly bucket: Bucket;
    readonly upload: Upload;
    readonly number: number;
    readonly body: Body;
    readonly intake: Intake;
    readonly customer: CustomerKey | undefined;
    readonly call: Call;
  },
  deps: S3Deps,
): Promise<StoredPart> {
  const { bucket, upload, number, body, intake, customer, call } = write;
  const { envelope, checksum } = upload.draft;
  const dataKey = customer
    ? Uint8Array.prototype.slice.call(customer.key)
    : await deps.dataKeys.open(envelope, bucket, upload.key, call);
  const salt = deps.random.bytes(SALT);
  const sealing = bodyKey(dataKey, salt, layersOf(envelope.mode));
  dataKey.fill(0);
  try {
    const sealed = await deps.bodies.seal(sealing, body, intake.observe, 'file');
    if (sealed.body.kind !== 'file') throw new Error('a part stands in a file');
    const { blob } = sealed.body;
    try {
      const digests = intake.finish(body.trailers);
      const stored = digests.all[checksum.algorithm];
      const part: Part = {
        number,
        size: sealed.size,
        etag: digests.md5 !== undefined && etagIsMd5(envelope.mode) ? digests.md5 : opaqueEtag(deps.random),
        lastModified: wholeSeconds(call.time),
        blob,
        salt,
        checksum: stored ?? null,
      };
      const retired: BlobId[] = [];
      await deps.database.commit(() => {
        const now = deps.uploads.find(upload.uploadId);
        if (!now || now.seq !== undefined) throw noSuchUpload(upload.uploadId);
        deps.uploads.putPart(upload.id, part, retired);
      });
      deps.bodies.retire(retired);
      return { part, digests };
    } catch (error) {
      await deps.bodies.discard(sealed);
      throw error;
    }
  } finally {
    wipe(sealing);
  }
}
