// What CloudWatch's operations work with.
import { operationOf } from '../../core/operation.ts';
import type { MetricSource } from './ports.ts';

export interface CloudWatchDeps {
  readonly sources: readonly MetricSource[];
}

export const cloudWatchOperation = operationOf<CloudWatchDeps>();
