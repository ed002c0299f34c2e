// Which operation a request means where paths name them (SESv2, S3 Control): its method and its path's segments.
import type { AwsError } from '../core/errors.ts';
import type { AnyOperation, Service } from '../core/operation.ts';
import { percentDecode } from './percent.ts';

export interface Found<Plan> {
  readonly operation: AnyOperation;
  readonly plan: Plan;
  readonly labels: Readonly<Record<string, string>>;
}
export type PathRouter<Plan> = (method: string, path: string) => Found<Plan>;

/** How a protocol words what no route answers. */
export interface PathRefusals {
  readonly unknownPath: () => AwsError;
  readonly otherMethod: (method: string) => AwsError;
  readonly badEscape: () => AwsError;
}

interface Route<Plan> {
  readonly operation: AnyOperation;
  readonly method: string;
  /** `['v2', 'email', 'identities', { label: 'EmailIdentity' }]` */
  readonly segments: readonly Segment[];
  readonly plan: Plan;
}
/** A greedy label (`{ResourceArn+}`), the last of its path, takes slashes too. */
type Segment = string | { readonly label: string; readonly greedy: boolean };

/** @throws at boot, where two operations could answer one request. */
export function createPathRouter<Plan>(
  { name, operations }: Service,
  compile: (operation: AnyOperation) => Plan,
  refusals: PathRefusals,
): PathRouter<Plan> {
  const routes = Object.values(operations).map((operation) => {
    if (!operation.http) throw new Error(`${name} ${operation.name} has no HTTP binding`);
    const { method, uri } = operation.http;
    return { operation, method, segments: segmentsOf(uri), plan: compile(operation) };
  });
  refuseDuplicates(routes);
  // A constant segment is a better fit than a label.
  routes.sort((a, b) => labelsIn(a) - labelsIn(b));

  return function find(method, path) {
    const given = path.slice(1).replace(/\/$/, '').split('/');
    const fitting = routes.filter(({ segments }) => fits(segments, given));
    if (fitting.length === 0) throw refusals.unknownPath();
    const route = fitting.find((each) => each.method === method);
    if (!route) throw refusals.otherMethod(method);
    return { operation: route.operation, plan: route.plan, labels: labelsOf(route, given, refusals) };
  };
}

const segmentsOf = (uri: string): Segment[] =>
  uri
    .slice(1)
    .split('/')
    .map((segment) => {
      const [, label, greedy] = /^\{(\w+)(\+)?\}$/.exec(segment) ?? [];
      return label === undefined ? segment : { label, greedy: greedy !== undefined };
    });

const labelsIn = ({ segments }: Route<unknown>): number =>
  segments.filter((segment) => typeof segment !== 'string').length;

const isGreedy = (segment: Segment | undefined): boolean => typeof segment === 'object' && segment.greedy;

const fits = (segments: readonly Segment[], given: readonly string[]): boolean =>
  (segments.length === given.length || (isGreedy(segments.at(-1)) && segments.length < given.length)) &&
  segments.every((segment, index) =>
    typeof segment === 'string' ? segment === given[index] : given[index] !== '',
  );

function labelsOf(
  { segments }: Route<unknown>,
  given: readonly string[],
  refusals: PathRefusals,
): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    if (typeof segment === 'string') continue;
    const value = percentDecode(segment.greedy ? given.slice(index).join('/') : (given[index] ?? ''));
    if (value === undefined) throw refusals.badEscape();
    labels[segment.label] = value;
  }
  return labels;
}

function refuseDuplicates(routes: readonly Route<unknown>[]): void {
  const seen = new Map<string, string>();
  for (const { operation, method, segments } of routes) {
    const place = `${method} ${segments.map((segment) => (typeof segment === 'string' ? segment : '{}')).join('/')}`;
    const other = seen.get(place);
    if (other !== undefined) throw new Error(`${operation.name} and ${other} answer the same requests`);
    seen.set(place, operation.name);
  }
}
