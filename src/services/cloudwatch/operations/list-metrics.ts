// The metrics that there are, 500 a page.
import { boolean, list, oneOf, required, string, structure } from '../../../core/shape.ts';
import { cloudWatchOperation } from '../deps.ts';
import { invalidNextToken } from '../errors.ts';
import type { Metric } from '../ports.ts';
import { metric, metricName, namespace } from '../shapes.ts';

const PAGE = 500;

const input = structure({
  Namespace: namespace,
  MetricName: metricName,
  Dimensions: list(
    structure({
      Name: required(string({ min: 1, max: 255 })),
      Value: string({ min: 1, max: 1024 }),
    }),
    { max: 10 },
  ),
  NextToken: string(),
  RecentlyActive: oneOf('PT3H'),
  IncludeLinkedAccounts: boolean(),
  OwningAccount: string({ min: 1, max: 255 }),
});

export const listMetrics = cloudWatchOperation({
  name: 'ListMetrics',
  input,
  output: structure({ Metrics: list(metric), NextToken: string(), OwningAccounts: list(string()) }),
  access: ({ call }) => ({ action: 'cloudwatch:ListMetrics', resource: '*', account: call.account }),
  run({ input, call, deps }) {
    const found = deps.sources
      .flatMap((source) => source.list(call.account, call.region))
      .filter((each) => fits(each, input));
    const start = startOf(input.NextToken);
    const Metrics = found.slice(start, start + PAGE);
    const next = start + PAGE;
    return {
      Metrics,
      ...(next < found.length && { NextToken: Buffer.from(String(next)).toString('base64') }),
    };
  },
});

interface Filter {
  readonly Namespace?: string | undefined;
  readonly MetricName?: string | undefined;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value?: string | undefined }[] | undefined;
}

/** A dimension without a value asks only that it is there. */
const fits = (metric: Metric, { Namespace, MetricName, Dimensions = [] }: Filter): boolean =>
  (Namespace === undefined || metric.Namespace === Namespace) &&
  (MetricName === undefined || metric.MetricName === MetricName) &&
  Dimensions.every(({ Name, Value }) =>
    metric.Dimensions.some((own) => own.Name === Name && (Value === undefined || own.Value === Value)),
  );

function startOf(token: string | undefined): number {
  if (token === undefined) return 0;
  const text = Buffer.from(token, 'base64').toString();
  if (!/^\d{1,9}$/.test(text)) throw invalidNextToken();
  return Number(text);
}
