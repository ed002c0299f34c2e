// The metrics as CloudWatch takes them: a namespace, names, dimensions, and a sample for each minute.
import type { AccountId, Region } from '../../../../core/ids.ts';
import type { MeteredRule, ReplicationMetrics } from './metrics.ts';
import type { MinuteFigures } from './spans.ts';

const NAMESPACE = 'AWS/S3';

interface Metric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
}
interface Sample {
  readonly time: number;
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
}

const METRICS = {
  BytesPendingReplication: { Unit: 'Bytes', sample: single('bytesPending') },
  OperationsPendingReplication: { Unit: 'Count', sample: single('operationsPending') },
  ReplicationLatency: { Unit: 'Seconds', sample: single('latency') },
  // "Sum (total number of failed operations), Average (failure rate), Sample Count (total number of operations)"
  OperationsFailedReplication: { Unit: 'Count', sample: failures },
} as const;
type MetricName = keyof typeof METRICS;
const isName = (name: string): name is MetricName => Object.hasOwn(METRICS, name);

function single(name: 'bytesPending' | 'operationsPending' | 'latency') {
  return ({ time, [name]: value }: MinuteFigures): Sample => ({
    time,
    count: 1,
    sum: value,
    minimum: value,
    maximum: value,
  });
}

function failures({ time, ended, failed }: MinuteFigures): Sample | undefined {
  if (ended === 0) return undefined;
  const [minimum, maximum] = [failed === ended ? 1 : 0, failed > 0 ? 1 : 0];
  return { time, count: ended, sum: failed, minimum, maximum };
}

export const publishedMetrics = (metrics: ReplicationMetrics) => ({
  list: (account: AccountId, region: Region): readonly Metric[] =>
    metrics.rules(account, region).flatMap((rule) =>
      Object.keys(METRICS).map((MetricName) => ({
        Namespace: NAMESPACE,
        MetricName,
        Dimensions: Object.entries(rule).map(([Name, Value]) => ({ Name, Value: String(Value) })),
      })),
    ),
  unit: ({ MetricName }: Metric): string | undefined =>
    isName(MetricName) ? METRICS[MetricName].Unit : undefined,
  samples(account: AccountId, region: Region, metric: Metric, start: number, end: number): readonly Sample[] {
    const rule = ruleOf(metric);
    if (!rule || !isName(metric.MetricName)) return [];
    const { sample } = METRICS[metric.MetricName];
    return metrics.minutes(account, region, rule, start, end).flatMap((minute) => sample(minute) ?? []);
  },
});

const DIMENSIONS = ['SourceBucket', 'DestinationBucket', 'RuleId'] as const;

/** A metric is found by all its dimensions and no others. */
function ruleOf({ Namespace, Dimensions }: Metric): MeteredRule | undefined {
  if (Namespace !== NAMESPACE || Dimensions.length !== DIMENSIONS.length) return undefined;
  const values = new Map(Dimensions.map(({ Name, Value }) => [Name, Value]));
  const [SourceBucket, DestinationBucket, RuleId] = DIMENSIONS.map((name) => values.get(name));
  if (SourceBucket === undefined || DestinationBucket === undefined || RuleId === undefined) return undefined;
  return { SourceBucket, DestinationBucket, RuleId };
}
