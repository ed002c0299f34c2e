// What a generated manifest is made of: a bucket's versions that pass the job's filters, in the order in which
// they were written. AWS takes an inventory for it, and so asks the job's role for s3:PutInventoryConfiguration.
import { boolean, integer, list, required, string, structure } from '../../../../core/shape.ts';
import type { Database, Statement } from '../../../../platform/database.ts';
import { bucketCheck, resolveBucket } from '../../access.ts';
import type { Bucket } from '../../buckets/bucket-store.ts';
import { s3Operation } from '../../deps.ts';
import { bucketMembers } from '../../shapes.ts';
import { VERSION_COLUMNS } from '../../versions/object-version.ts';
import { type VersionRow, versionOf } from '../../versions/version-row.ts';
import { candidateOf } from '../candidate.ts';
import type { ReplicationConfiguration } from '../configuration.ts';
import { admit } from '../rules.ts';
import { inventoryFilter, passes } from './filter.ts';

const input = structure({
  ...bucketMembers,
  Filter: inventoryFilter,
  /** Where the former page ended. */
  After: required(integer()),
});

const output = structure({
  Versions: required(list(structure({ Key: required(string()), VersionId: required(string()) }))),
  /** Absent at the end. */
  Next: integer(),
  /** False where the bucket has no replication rules: nothing is eligible then. */
  Configured: required(boolean()),
});

/** Versions looked at in one go. */
const PAGE = 1_000;

export function takeInventoryWith(database: Database) {
  // The plus keeps SQLite on the primary key: through the bucket's index it would sort the bucket for each page.
  const page: Statement<[number, number, number], VersionRow> = database
    .prepare<[number, number, number], VersionRow>(
      `SELECT seq, ${VERSION_COLUMNS.join(', ')} FROM s3_version
     WHERE seq > ? AND +bucket = ? ORDER BY seq LIMIT ?`,
    )
    .raw();
  const read = (bucket: Bucket, after: number) => page.all(after, bucket.id, PAGE).map(versionOf);

  return s3Operation({
    // What CloudTrail calls that permission's operation.
    name: 'PutBucketInventoryConfiguration',
    input,
    output,
    resolve: resolveBucket,
    access: ({ target: bucket, call, deps }) =>
      bucketCheck(deps, 's3:PutInventoryConfiguration', bucket, call),
    run({ input: { Filter = {}, After }, target: bucket, deps }) {
      const configuration = deps.buckets.configuration<ReplicationConfiguration>(bucket, 'replication');
      const versions = read(bucket, After);
      const chosen = versions.filter(
        (version) =>
          passes(Filter, version) &&
          (Filter.EligibleForReplication !== true ||
            (configuration !== undefined && admit(configuration, candidateOf(version, false)).length > 0)),
      );
      const last = versions.at(-1);
      return {
        Versions: chosen.map(({ key, versionId }) => ({ Key: key, VersionId: versionId })),
        Configured: configuration !== undefined,
        ...(last && versions.length === PAGE && { Next: last.seq }),
      };
    },
  });
}
