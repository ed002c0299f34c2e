// Reasons not to read an object that is there: archived, or asked for with a writer's header.
import { AwsError } from '../../../core/errors.ts';
import { invalidArgument } from '../errors.ts';
import { isArchived } from '../lifecycle/restoration.ts';
import type { ObjectVersion } from '../versions/object-version.ts';

/** @param message as a copy words it, of its source */
export function requireReadable(
  version: ObjectVersion,
  now: number,
  message = "The operation is not valid for the object's storage class",
): void {
  if (!isArchived(version, now)) return;
  throw new AwsError('InvalidObjectState', 403, message, { StorageClass: version.storageClass });
}

/** Encryption is asked for when writing; a read that names it is refused (facts/s3 §5.2). */
export function requireNoSseHeader({
  ServerSideEncryption,
}: {
  readonly ServerSideEncryption?: string | undefined;
}): void {
  if (ServerSideEncryption === undefined) return;
  throw invalidArgument(
    'x-amz-server-side-encryption header is not supported for this operation.',
    'x-amz-server-side-encryption',
    ServerSideEncryption,
  );
}
