// CloudWatch's operations, one import and one line each.
import type { AnyOperation } from '../../../core/operation.ts';
import type { CloudWatchDeps } from '../deps.ts';
import { getMetricData } from './get-metric-data.ts';
import { getMetricStatistics } from './get-metric-statistics.ts';
import { listMetrics } from './list-metrics.ts';

export const operations = {
  GetMetricData: getMetricData,
  GetMetricStatistics: getMetricStatistics,
  ListMetrics: listMetrics,
} satisfies Record<string, AnyOperation<CloudWatchDeps>>;
