// The statistics of one metric, period by period. AWS gives them in no order; here they are in the order of time.
import { double, list, map, required, string, structure, timestamp } from '../../../core/shape.ts';
import { cloudWatchOperation } from '../deps.ts';
import { invalidCombination, invalidParameterValue } from '../errors.ts';
import { gather, isPeriod, startOf, statisticOf } from '../periods.ts';
import { dimensions, metricName, namespace, period, statistic } from '../shapes.ts';

/** "The maximum number of data points returned from a single call is 1,440." */
const MOST = 1_440;

const datapoint = structure({
  Timestamp: timestamp(),
  SampleCount: double(),
  Average: double(),
  Sum: double(),
  Minimum: double(),
  Maximum: double(),
  Unit: string(),
  ExtendedStatistics: map(string(), double()),
});

export const getMetricStatistics = cloudWatchOperation({
  name: 'GetMetricStatistics',
  input: structure({
    Namespace: required(namespace),
    MetricName: required(metricName),
    Dimensions: dimensions,
    StartTime: required(timestamp()),
    EndTime: required(timestamp()),
    Period: required(period),
    Statistics: list(statistic, { min: 1, max: 5 }),
    ExtendedStatistics: list(string(), { min: 1, max: 10 }),
    Unit: string(),
  }),
  output: structure({ Label: string(), Datapoints: list(datapoint) }),
  access: ({ call }) => ({
    action: 'cloudwatch:GetMetricStatistics',
    resource: '*',
    account: call.account,
  }),
  run({ input, call, deps }) {
    const { Namespace, MetricName, Dimensions = [], StartTime, EndTime, Period, Statistics, Unit } = input;
    if (StartTime >= EndTime) {
      throw invalidParameterValue('The parameter StartTime must be less than the parameter EndTime.');
    }
    if (!isPeriod(Period)) {
      throw invalidParameterValue('The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.');
    }
    if (!Statistics) {
      // Percentiles are not done here; without either AWS refuses as well.
      throw invalidCombination('At least one of the parameters Statistics must be specified.');
    }
    const points = Math.ceil((EndTime.getTime() - StartTime.getTime()) / (Period * 1000));
    if (points > MOST) {
      throw invalidCombination(
        `You have requested up to ${points} datapoints, which exceeds the limit of ${MOST.toLocaleString('en')}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
      );
    }
    const metric = { Namespace, MetricName, Dimensions };
    const source = deps.sources.find((each) => each.unit(metric) !== undefined);
    const unit = source?.unit(metric);
    const samples =
      source && (Unit === undefined || Unit === unit)
        ? source.samples(call.account, call.region, metric, startOf(StartTime), EndTime.getTime())
        : [];
    return {
      Label: MetricName,
      Datapoints: gather(samples, Period).map((sample) => ({
        Timestamp: new Date(sample.time),
        ...Object.fromEntries(Statistics.map((name) => [name, statisticOf(sample, name)])),
        Unit: unit,
      })),
    };
  },
});
