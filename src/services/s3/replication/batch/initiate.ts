// s3:InitiateReplication, the one thing a Batch Replication job does to each version of its manifest: the version
// is held to the bucket's rules of now, and every destination they name gets a task of the ordinary queue.
import { AwsError } from '../../../../core/errors.ts';
import { header, integer, label, list, query, required, string, structure } from '../../../../core/shape.ts';
import { findBucket, objectCheck } from '../../access.ts';
import type { Bucket } from '../../buckets/bucket-store.ts';
import { type S3Deps, s3Operation } from '../../deps.ts';
import type { ObjectVersion } from '../../versions/object-version.ts';
import { candidateOf } from '../candidate.ts';
import type { ReplicationConfiguration } from '../configuration.ts';
import { admit, type RuleSnapshot } from '../rules.ts';
import { isReplica } from '../status.ts';
import type { Task } from '../task.ts';

export interface InitiateDeps {
  readonly tasksOf: (version: ObjectVersion) => readonly Task[];
  /** Adds one task to the queue, within a commit; answers its number. */
  readonly add: (version: ObjectVersion, rule: RuleSnapshot) => number;
  readonly wake: () => void;
}

/** Reasons of AWS's page "Amazon S3 replication failure reasons", with its sentences. */
const REASONS = {
  SrcBucketReplicationConfigMissing:
    "Amazon S3 couldn't find a replication configuration for the source bucket.",
  SrcVersionNotFound: 'Amazon S3 is unable to find the required object version in the source bucket.',
  SrcObjectNotEligible:
    "Some objects aren't eligible for replication. Either the object or the object tags don't match the replication configuration.",
  SrcBucketInvalidRegion:
    'The source bucket is not in the same AWS Region as specified by the Batch Operations job.',
  DstObjectHardDeleted:
    'S3 Batch Replication does not support re-replicating objects deleted with the version ID of the object from the destination bucket.',
} as const;

const refused = (reason: keyof typeof REASONS) => new AwsError(reason, 400, REASONS[reason]);

const input = structure({
  Bucket: required(label('Bucket', string())),
  ExpectedBucketOwner: header('x-amz-expected-bucket-owner', string()),
  Key: required(label('Key', string())),
  VersionId: required(query('versionId', string())),
});

const output = structure({
  /** Numbers of the tasks that must be COMPLETED for the version to count as replicated. */
  Tasks: required(list(integer())),
  /** A destination that the version cannot go to, whatever becomes of the others. */
  FailureReason: string(),
  FailureMessage: string(),
});

export const initiateReplicationWith = ({ tasksOf, add, wake }: InitiateDeps) =>
  s3Operation({
    name: 'InitiateReplication',
    input,
    output,
    resolve: ({ input, call, deps }) => findBucket(deps, input, call),
    access: ({ input, target: bucket, call, deps }) =>
      objectCheck(deps, 's3:InitiateReplication', bucket, input.Key, call, {
        's3:VersionId': input.VersionId,
      }),
    async run({ input, target: bucket, call, deps }) {
      if (call.region !== bucket.region) throw refused('SrcBucketInvalidRegion');
      const Tasks: number[] = [];
      let hardDeleted = false;
      await deps.database.commit(() => {
        const version = deps.objects.version(bucket, input.Key, input.VersionId);
        if (!version) throw refused('SrcVersionNotFound');
        const earlier = tasksOf(version);
        const replica = isReplica(earlier) && version.replicationStatus !== undefined;
        for (const rule of rulesFor(version, bucket, deps)) {
          const under = underWay(earlier, rule);
          if (under !== undefined) Tasks.push(under);
          else if (wasHardDeleted(version, bucket, rule, earlier, deps)) hardDeleted = true;
          else Tasks.push(add(version, { ...rule, byJob: true, ...(replica && { replica }) }));
        }
        if (Tasks.length > 0 && version.replicationStatus !== 'PENDING') {
          deps.objects.changeReplicationStatus(version, version.replicationStatus, 'PENDING');
        }
      });
      wake();
      if (!hardDeleted) return { Tasks };
      return {
        Tasks,
        FailureReason: 'DstObjectHardDeleted',
        FailureMessage: REASONS.DstObjectHardDeleted,
      };
    },
  });

/** Time control does not hold for what a job replicates, so no threshold is watched. */
function rulesFor(version: ObjectVersion, bucket: Bucket, { buckets }: S3Deps): readonly RuleSnapshot[] {
  const configuration = buckets.configuration<ReplicationConfiguration>(bucket, 'replication');
  if (!configuration) throw refused('SrcBucketReplicationConfigMissing');
  const rules = admit(configuration, candidateOf(version, false));
  if (rules.length === 0) throw refused('SrcObjectNotEligible');
  return rules.map(({ threshold: _, ...rule }) => rule);
}

const carriesTheWhole = ({ operation }: Task): boolean => operation !== 'metadata';

/** Live replication, or another job, is at it already. */
const underWay = (tasks: readonly Task[], { destination }: RuleSnapshot): number | undefined =>
  tasks.find(
    (task) => task.status === 'PENDING' && carriesTheWhole(task) && task.rule.destination === destination,
  )?.seq;

/** It was there once, and is no more. */
function wasHardDeleted(
  { key, versionId }: ObjectVersion,
  source: Bucket,
  { destination: name }: RuleSnapshot,
  tasks: readonly Task[],
  { buckets, objects }: S3Deps,
): boolean {
  const arrived = tasks.some(
    (task) => task.status === 'COMPLETED' && carriesTheWhole(task) && task.rule.destination === name,
  );
  if (!arrived) return false;
  const destination = buckets.find(source.partition, name);
  return destination !== undefined && objects.version(destination, key, versionId) === undefined;
}
