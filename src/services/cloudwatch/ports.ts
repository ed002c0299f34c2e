// Who publishes metrics. CloudWatch keeps none itself: each source answers for its own.
import type { AccountId, Region } from '../../core/ids.ts';

export interface Metric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
}

/** What one minute has of a metric. */
export interface Sample {
  /** The minute's beginning, in milliseconds since the epoch. */
  readonly time: number;
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
}

export interface MetricSource {
  list(account: AccountId, region: Region): readonly Metric[];
  /** Undefined for a metric that is not the source's. */
  unit(metric: Metric): string | undefined;
  /** In the order of time, from `start` up to but without `end`. */
  samples(account: AccountId, region: Region, metric: Metric, start: number, end: number): readonly Sample[];
}
