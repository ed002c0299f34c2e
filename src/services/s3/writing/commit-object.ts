// The end of every write of a whole object, put or copied: seal the bytes, then make them a version.
import type { IntakeResult } from '../checksum/intake.ts';
import { checkWriteConditions } from '../conditions.ts';
import type { S3Deps } from '../deps.ts';
import { etagIsMd5, opaqueEtag } from '../etag.ts';
import { wholeSeconds } from '../time.ts';
import type { Checksum, Envelope, ObjectVersion, VersionDraft } from '../versions/object-version.ts';
import { newVersionId } from '../versions/version-id.ts';
import type { Description } from './object-draft.ts';
import { type BodyWrite, type SealedObject, sealObject } from './seal-object.ts';

export interface ObjectWrite extends BodyWrite {
  readonly description: Description;
  readonly conditions: Parameters<typeof checkWriteConditions>[1];
  readonly event: 'ObjectCreated:Put' | 'ObjectCreated:Post' | 'ObjectCreated:Copy';
}

export interface CommittedObject {
  readonly version: ObjectVersion;
  readonly envelope: Envelope;
  readonly checksum: Checksum | undefined;
  readonly etag: string;
}

/** Bytes first, one transaction then; what the transaction refuses leaves no bytes behind. */
export function commitObject(write: ObjectWrite, deps: S3Deps): Promise<CommittedObject> {
  const sealing = sealObject(write, deps);
  // No promise but the transaction's, where the bytes are in hand: each costs a small write a percent.
  return sealing instanceof Promise
    ? sealing.then((sealed) => commitSealed(write, sealed, deps))
    : commitSealed(write, sealing, deps);
}

function commitSealed(write: ObjectWrite, sealing: SealedObject, deps: S3Deps): Promise<CommittedObject> {
  const { bucket, key, call, conditions, event } = write;
  const { sealed, envelope, digests } = sealing;
  const checksum = wholeChecksum(digests);
  const etag = digests.md5 !== undefined && etagIsMd5(envelope.mode) ? digests.md5 : opaqueEtag(deps.random);
  const committed = deps.objects.commitVersion({
    bucket,
    versionId: () => newVersionId(deps.random, call.time),
    inline: sealed.inline,
    draft: draftOf(write, sealing, etag, checksum),
    admit: (current) => checkWriteConditions(key, conditions, current),
    also(stored) {
      deps.notifications.happened({ event, call }, stored, bucket);
      call.alongside?.(undefined);
    },
  });
  return committed.then(
    (version) => ({ version, envelope, checksum, etag }),
    async (error) => {
      await deps.bodies.discard(sealed);
      throw error;
    },
  );
}

const wholeChecksum = ({ checksum }: IntakeResult): Checksum | undefined =>
  checksum && { algorithm: checksum.algorithm, type: 'FULL_OBJECT', value: checksum.value };

/** One by one: objects that are spread together grow field by field. */
const draftOf = (
  { description, key, call }: ObjectWrite,
  { sealed, envelope, salt }: SealedObject,
  etag: string,
  checksum: Checksum | undefined,
): VersionDraft => ({
  headers: description.headers,
  storageClass: description.storageClass,
  tags: description.tags,
  lock: description.lock,
  owner: description.owner,
  acl: description.acl,
  key,
  deleteMarker: false,
  size: sealed.size,
  etag,
  lastModified: wholeSeconds(call.time),
  checksum,
  envelope,
  body: sealed.body,
  salt,
});
