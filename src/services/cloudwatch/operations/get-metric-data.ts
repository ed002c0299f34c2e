// Several metrics at once, each with a statistic and a period of its own.

import type { Call } from '../../../core/call.ts';
import {
  boolean,
  double,
  integer,
  list,
  oneOf,
  required,
  string,
  structure,
  type TypeOf,
  timestamp,
} from '../../../core/shape.ts';
import { type CloudWatchDeps, cloudWatchOperation } from '../deps.ts';
import { invalidNextToken, validationError } from '../errors.ts';
import { gather, isPeriod, startOf, statisticOf } from '../periods.ts';
import { metric, period, STATISTICS, type Statistic } from '../shapes.ts';

const MOST_QUERIES = 500;

const query = structure({
  Id: required(string({ min: 1, max: 255 })),
  MetricStat: structure({
    Metric: required(metric),
    Period: required(period),
    Stat: required(string()),
    Unit: string(),
  }),
  Expression: string({ min: 1, max: 2048 }),
  Label: string(),
  ReturnData: boolean(),
  Period: period,
  AccountId: string({ min: 1, max: 255 }),
});
type Query = TypeOf<typeof query>;

const input = structure({
  MetricDataQueries: required(list(query)),
  StartTime: required(timestamp()),
  EndTime: required(timestamp()),
  NextToken: string(),
  ScanBy: oneOf('TimestampDescending', 'TimestampAscending'),
  MaxDatapoints: integer(),
  LabelOptions: structure({ Timezone: string() }),
});
type Input = TypeOf<typeof input>;

const message = structure({ Code: string(), Value: string() });

export const getMetricData = cloudWatchOperation({
  name: 'GetMetricData',
  input,
  output: structure({
    MetricDataResults: list(
      structure({
        Id: string(),
        Label: string(),
        Timestamps: list(timestamp()),
        Values: list(double()),
        StatusCode: string(),
        Messages: list(message),
      }),
    ),
    NextToken: string(),
    Messages: list(message),
  }),
  access: ({ call }) => ({ action: 'cloudwatch:GetMetricData', resource: '*', account: call.account }),
  run({ input, call, deps }) {
    const { MetricDataQueries: queries, StartTime, EndTime, NextToken } = input;
    // All comes in one page, so nobody was given a token.
    if (NextToken !== undefined) throw invalidNextToken();
    if (StartTime >= EndTime) {
      throw validationError('The parameter StartTime must be less than the parameter EndTime.');
    }
    if (queries.length > MOST_QUERIES) {
      throw validationError(
        `The collection MetricDataQueries must not have a size greater than ${MOST_QUERIES}.`,
      );
    }
    checkIds(queries);
    const asked = queries.map((each) => ({ each, stat: statOf(each) }));
    return {
      MetricDataResults: asked
        .filter(({ each }) => each.ReturnData !== false)
        .map(({ each, stat }) => resultOf(each, stat, input, call, deps)),
      Messages: [],
    };
  },
});

function checkIds(queries: readonly Query[]): void {
  for (const { Id } of queries) {
    if (!/^[a-z][a-zA-Z0-9_]*$/.test(Id)) {
      throw validationError(
        `The value ${Id} for parameter Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
      );
    }
  }
  if (new Set(queries.map(({ Id }) => Id)).size < queries.length) {
    throw validationError('The values for parameter Id in MetricDataQueries are not unique.');
  }
}

function statOf({ Id, MetricStat, Expression }: Query): {
  readonly name: Statistic;
  readonly period: number;
} {
  if ((MetricStat === undefined) === (Expression === undefined)) {
    throw validationError(`Exactly one of MetricStat and Expression must be given for ${Id}.`);
  }
  if (!MetricStat) throw validationError(`Error in expression '${Id}': metric math is not implemented.`);
  const name = STATISTICS.find((each) => each === MetricStat.Stat);
  if (!name) throw validationError(`The value ${MetricStat.Stat} for parameter Stat is not supported.`);
  if (!isPeriod(MetricStat.Period)) {
    throw validationError('The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.');
  }
  return { name, period: MetricStat.Period };
}

function resultOf(
  { Id, MetricStat, Label }: Query,
  stat: { readonly name: Statistic; readonly period: number },
  { StartTime, EndTime, ScanBy }: Input,
  { account, region }: Call,
  { sources }: CloudWatchDeps,
) {
  const { Namespace = '', MetricName = '', Dimensions = [] } = MetricStat?.Metric ?? {};
  const wanted = { Namespace, MetricName, Dimensions };
  const source = sources.find((each) => each.unit(wanted) !== undefined);
  const fits = MetricStat?.Unit === undefined || MetricStat.Unit === source?.unit(wanted);
  const samples =
    source && fits ? source.samples(account, region, wanted, startOf(StartTime), EndTime.getTime()) : [];
  const points = [...gather(samples, stat.period)];
  if (ScanBy !== 'TimestampAscending') points.reverse();
  return {
    Id,
    Label: Label ?? MetricName,
    Timestamps: points.map(({ time }) => new Date(time)),
    Values: points.map((point) => statisticOf(point, stat.name)),
    StatusCode: 'Complete',
  };
}
