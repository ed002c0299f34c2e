// The operations on what a version carries beside its bytes: tags, lock, restore.
import type { AccessCheck, ConditionContext } from '../../../core/access-check.ts';
import type { Call } from '../../../core/call.ts';
import { existingTags, objectCheck } from '../access.ts';
import type { S3Deps } from '../deps.ts';
import { methodNotAllowed, noSuchKey, noSuchVersion } from '../errors.ts';
import { type Found, findVersion, type NamesVersion } from '../reading/read-object.ts';
import type { ObjectVersion } from './object-version.ts';

/** `resolve` of these operations. */
export const resolveVersion = ({
  input,
  call,
  deps,
}: {
  readonly input: NamesVersion;
  readonly call: Call;
  readonly deps: S3Deps;
}): Found => findVersion(input, call, deps);

/** `access` of these operations: one action, or its sibling when a version is named. */
export const allowsOnVersion =
  (latest: string, version = latest, further: (input: never) => ConditionContext = () => ({})) =>
  ({
    input,
    target,
    call,
    deps,
  }: {
    readonly input: NamesVersion;
    readonly target: Found;
    readonly call: Call;
    readonly deps: S3Deps;
  }): AccessCheck => {
    const { Key, VersionId } = input;
    const action = VersionId === undefined ? latest : version;
    const context = {
      ...existingTags(target.version),
      's3:VersionId': VersionId,
      ...further(input as never),
    };
    return objectCheck(deps, action, target.bucket, Key, call, context, target.version);
  };

/** Neither an absent version nor a delete marker has any of these things. */
export function requireVersionOf({ version }: Found, input: NamesVersion, method: string): ObjectVersion {
  if (!version) {
    throw input.VersionId === undefined ? noSuchKey(input.Key) : noSuchVersion(input.Key, input.VersionId);
  }
  // Whether its id is named or not (recorded).
  if (version.deleteMarker) {
    throw methodNotAllowed(method, 'DeleteMarker', { allow: 'DELETE', 'x-amz-delete-marker': 'true' });
  }
  return version;
}

/** Changes a version as it is now, and tells replication. */
export async function changeVersion(
  { bucket }: Found,
  version: ObjectVersion,
  deps: S3Deps,
  change: (now: ObjectVersion) => void,
): Promise<void> {
  await deps.database.commit(() => {
    const now = deps.objects.bySeq(version.seq);
    if (!now) throw noSuchKey(version.key);
    change(now);
    deps.replication.enqueueMetadata(deps.objects.bySeq(version.seq) ?? now, bucket);
  });
  deps.replication.wake();
}
