// Shapes that more than one operation of CloudWatch has.
import { integer, list, oneOf, required, string, structure } from '../../core/shape.ts';

export const namespace = string({ min: 1, max: 255, pattern: '[^:].*' });
export const metricName = string({ min: 1, max: 255 });
export const dimensions = list(
  structure({
    Name: required(string({ min: 1, max: 255 })),
    Value: required(string({ min: 1, max: 1024 })),
  }),
  { max: 30 },
);
export const metric = structure({
  Namespace: namespace,
  MetricName: metricName,
  Dimensions: dimensions,
});
export const period = integer({ min: 1 });
export const statistic = oneOf('SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum');
export type Statistic = 'SampleCount' | 'Average' | 'Sum' | 'Minimum' | 'Maximum';
export const STATISTICS: readonly Statistic[] = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'];
