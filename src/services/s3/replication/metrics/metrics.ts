// The four metrics that a replication rule publishes to CloudWatch under AWS/S3, for rules with Metrics or time
// control enabled.
import { type AccountId, partitionOf, type Region } from '../../../../core/ids.ts';
import type { Database, Statement } from '../../../../platform/database.ts';
import type { Bucket, BucketStore } from '../../buckets/bucket-store.ts';
import { bucketOfArn, type ReplicationConfiguration } from '../configuration.ts';
import { type TaskRow, taskOf } from '../task.ts';
import { type MinuteFigures, minutesOf, type Span } from './spans.ts';

/** A rule that publishes. */
export interface MeteredRule {
  readonly SourceBucket: string;
  readonly DestinationBucket: string;
  readonly RuleId: string;
}

export interface RuleFigures extends MeteredRule {
  readonly BytesPendingReplication: number;
  readonly OperationsPendingReplication: number;
  /** Since the rule's first task. */
  readonly OperationsFailedReplication: number;
  /** Seconds. */
  readonly ReplicationLatency: number;
}

export interface ReplicationMetrics {
  rules(account: AccountId, region: Region): readonly MeteredRule[];
  /** From `start` up to but without `end`. */
  minutes(
    account: AccountId,
    region: Region,
    rule: MeteredRule,
    start: number,
    end: number,
  ): readonly MinuteFigures[];
  /** Every rule's figures as they stand, of all accounts; or of one bucket. */
  now(bucket: string | undefined): readonly RuleFigures[];
}

export function createReplicationMetrics(
  database: Database,
  buckets: BucketStore,
  now: () => number,
): ReplicationMetrics {
  const between: Statement<[number, string, number, number], TaskRow> = database.prepare(
    `SELECT * FROM s3_replication_task
     WHERE bucket = ? AND destination = ? AND created < ? AND (ended IS NULL OR ended >= ?)`,
  );
  const sources: Statement<[], { partition: string; name: string }> = database.prepare(
    `SELECT partition, name FROM s3_bucket JOIN s3_bucket_configuration c ON c.bucket = id
     WHERE c.kind = 'replication' ORDER BY name`,
  );

  function rulesOf(bucket: Bucket): readonly MeteredRule[] {
    const { Rules = [] } = buckets.configuration<ReplicationConfiguration>(bucket, 'replication') ?? {};
    return Rules.filter(
      ({ Destination }) =>
        Destination.Metrics?.Status === 'Enabled' || Destination.ReplicationTime?.Status === 'Enabled',
    ).map(({ ID = '', Destination }) => ({
      SourceBucket: bucket.name,
      DestinationBucket: bucketOfArn(Destination.Bucket) ?? '',
      RuleId: ID,
    }));
  }

  function spansOf(bucket: Bucket, rule: MeteredRule, start: number, end: number): readonly Span[] {
    return between
      .all(bucket.id, rule.DestinationBucket, end, start)
      .map(taskOf)
      .filter((task) => task.rule.ruleId === rule.RuleId)
      .map((task) => ({
        begun: task.time,
        ended: task.ended,
        failed: task.status === 'FAILED',
        untracked: task.status === 'UNTRACKED',
        bytes: task.operation === 'put' ? task.size : 0,
        byJob: task.rule.byJob === true,
      }));
  }

  function figures(bucket: Bucket, rule: MeteredRule): RuleFigures {
    const time = now();
    const spans = spansOf(bucket, rule, 0, time + 1);
    const pending = spans.filter(({ ended, byJob }) => ended === undefined && !byJob);
    return {
      ...rule,
      BytesPendingReplication: pending.reduce((sum, { bytes }) => sum + bytes, 0),
      OperationsPendingReplication: pending.length,
      OperationsFailedReplication: spans.filter(({ failed }) => failed).length,
      ReplicationLatency: pending.reduce((longest, { begun }) => Math.max(longest, time - begun), 0) / 1000,
    };
  }

  return {
    rules: (account, region) =>
      buckets
        .ofAccount(account, partitionOf(region))
        .filter((bucket) => bucket.region === region)
        .flatMap(rulesOf),
    minutes(account, region, rule, start, end) {
      const bucket = buckets.find(partitionOf(region), rule.SourceBucket);
      if (bucket?.account !== account || bucket.region !== region) return [];
      return minutesOf(spansOf(bucket, rule, start, end), start, end, now());
    },
    now(name) {
      const wanted = sources.all().filter((each) => name === undefined || each.name === name);
      return wanted.flatMap(({ partition, name: each }) => {
        const bucket = buckets.find(partition, each);
        return bucket ? rulesOf(bucket).map((rule) => figures(bucket, rule)) : [];
      });
    },
  };
}
