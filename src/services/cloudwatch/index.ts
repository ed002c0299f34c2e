// CloudWatch: reads the metrics that this house publishes, which are those of S3 replication.
//
// Gaps: PutMetricData, alarms, dashboards, metric math, percentiles; GetMetricData answers in one page.
// By design: a metric is worked out of what its source knows when it is asked for, so a task that is forgotten with
// its version or retried changes the past; nothing expires; periods below a minute hold what their minute has.
// Client quirks: SDKs speak smithy-rpc-v2-cbor, boto3 and aws-cli JSON, older ones the Query protocol.
import type { Service } from '../../core/operation.ts';
import type { CloudWatchDeps } from './deps.ts';
import { cloudWatchErrors } from './errors.ts';
import { operations } from './operations/index.ts';
import type { MetricSource } from './ports.ts';

export type { MetricSource } from './ports.ts';

export interface CloudWatch {
  readonly service: Service<CloudWatchDeps>;
  readonly operations: typeof operations;
}

export const createCloudWatch = (sources: readonly MetricSource[]): CloudWatch => ({
  service: {
    name: 'cloudwatch',
    signingNames: ['monitoring'],
    eventSource: 'monitoring.amazonaws.com',
    protocol: { kind: 'json-1.0', targetPrefix: 'GraniteServiceVersion20100801', cbor: true },
    olderProtocol: {
      kind: 'query',
      version: '2010-08-01',
      xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
    },
    deps: { sources },
    operations,
    errors: cloudWatchErrors,
  },
  operations,
});
