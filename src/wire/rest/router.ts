// Which operation a rest-xml request means: method, number of labels, query parameters, headers.

import type { AwsError } from '../../core/errors.ts';
import type { AnyOperation, HttpBinding, Service } from '../../core/operation.ts';
import type { QueryString } from '../query-string.ts';
import { mayBeRefused, refusalOfQuery } from './query-refusals.ts';
import { IGNORED_PARAMETERS, SUBRESOURCES } from './subresources.ts';
import { methodNotAllowed, notImplemented } from './wording.ts';

export interface Route<Plan> {
  readonly operation: AnyOperation;
  readonly labels: number;
  readonly method: string;
  /** Parameters (with their values, where constant) and headers that must be there. */
  readonly parameters: readonly (readonly [name: string, value: string | undefined])[];
  readonly headers: readonly string[];
  /** Every parameter that the operation reads, besides those that choose it. */
  readonly reads: ReadonlySet<string>;
  readonly plan: Plan;
}

export interface RouteRequest {
  readonly method: string;
  /** 0: the service, 1: a bucket, 2: an object. */
  readonly labels: number;
  readonly query: QueryString;
  readonly header: (name: string) => string | undefined;
}

export type Router<Plan> = (request: RouteRequest) => Route<Plan>;

const METHODS = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'];
const RESOURCE_TYPES = ['SERVICE', 'BUCKET', 'OBJECT'];

/** @throws at boot, where two operations could answer one request. */
export function createRouter<Plan>(
  service: Service,
  compile: (operation: AnyOperation) => Plan,
): Router<Plan> {
  const byPlace = new Map<string, Route<Plan>[]>();
  for (const operation of Object.values(service.operations)) {
    if (!operation.http) throw new Error(`${service.name} ${operation.name} has no HTTP binding`);
    const route = routeOf(operation, operation.http, compile(operation));
    const place = `${route.method} ${route.labels}`;
    byPlace.set(place, [...(byPlace.get(place) ?? []), route]);
  }
  /** By place: what to try where no parameter of the query chooses an operation, which is nearly always. */
  const plain = new Map<string, { readonly choosing: ReadonlySet<string>; readonly routes: Route<Plan>[] }>();
  for (const [place, routes] of byPlace) {
    routes.sort((a, b) => specificity(b) - specificity(a));
    refuseDuplicates(routes);
    plain.set(place, {
      choosing: new Set(routes.flatMap(({ parameters }) => parameters.map(([name]) => name))),
      routes: routes.filter(({ parameters }) => parameters.length === 0),
    });
  }

  return function find(request) {
    const { method, labels, query } = request;
    const place = `${method} ${labels}`;
    const short = plain.get(place);
    const chooses = short && query.pairs.some(([name]) => short.choosing.has(name));
    const routes = (chooses ? byPlace.get(place) : short?.routes) ?? [];
    const route = routes.find((candidate) => fits(candidate, request));
    if (mayBeRefused(query)) {
      const takesVersion = route?.reads.has('versionId') ?? false;
      const refusal = refusalOfQuery({
        method,
        labels,
        query,
        takesVersion,
        methodsOf: (subresource: string) => methodsAt(labels, subresource),
      });
      if (refusal) throw refusal;
    }
    const stranger = query.pairs.find(([name]) => isStranger(name, route, method, labels));
    if (stranger) throw notImplemented(stranger[0]);
    if (!route) throw refuse(method, labels);
    return route;
  };

  /** Which methods a subresource has. */
  function methodsAt(labels: number, subresource: string): readonly string[] {
    const chosenBy = ({ parameters }: Route<Plan>) => parameters.some(([name]) => name === subresource);
    return METHODS.filter((method) => byPlace.get(`${method} ${labels}`)?.some(chosenBy));
  }

  function refuse(method: string, labels: number): AwsError {
    const allowed = METHODS.filter((other) => byPlace.has(`${other} ${labels}`));
    return methodNotAllowed(method, RESOURCE_TYPES[labels] ?? 'OBJECT', allowed);
  }
}

function routeOf<Plan>(operation: AnyOperation, http: HttpBinding, plan: Plan): Route<Plan> {
  const [path = '', constants = ''] = http.uri.split('?');
  const parameters: (readonly [string, string | undefined])[] = (http.query ?? []).map((name) => [
    name,
    undefined,
  ]);
  for (const constant of constants.split('&')) {
    const [name, value] = constant.split('=');
    // `x-id` only tells SDKs apart; AWS itself does not look at it.
    if (name && name !== 'x-id') parameters.push([name, value === '' ? undefined : value]);
  }
  const reads = new Set<string>();
  if (operation.input.type === 'structure') {
    for (const [key, member] of Object.entries(operation.input.members)) {
      if (member.location === 'querystring') reads.add(member.name ?? key);
    }
  }
  return {
    operation,
    method: http.method,
    labels: (path.match(/\{/g) ?? []).length,
    parameters,
    headers: (http.headers ?? []).map((name) => name.toLowerCase()),
    reads,
    plan,
  };
}

const specificity = ({ parameters, headers }: Route<unknown>): number => parameters.length + headers.length;

function refuseDuplicates(routes: readonly Route<unknown>[]): void {
  const seen = new Map<string, string>();
  for (const { operation, parameters, headers, method, labels } of routes) {
    const identity = JSON.stringify([method, labels, [...parameters].sort(), [...headers].sort()]);
    const other = seen.get(identity);
    if (other !== undefined) throw new Error(`${operation.name} and ${other} answer the same requests`);
    seen.set(identity, operation.name);
  }
}

const fits = ({ parameters, headers }: Route<unknown>, { query, header }: RouteRequest): boolean =>
  parameters.every(([name, value]) => (value === undefined ? query.has(name) : query.get(name) === value)) &&
  headers.every((name) => header(name) !== undefined);

/**
 * A parameter that must not be passed over: a subresource of AWS that the chosen operation does not serve, or
 * anything unknown on a request that changes a bucket (PUT /bucket?something must never create one).
 */
function isStranger(
  name: string,
  route: Route<unknown> | undefined,
  method: string,
  labels: number,
): boolean {
  if (route && (route.reads.has(name) || route.parameters.some(([own]) => own === name))) return false;
  if (SUBRESOURCES.has(name)) return true;
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS' || labels !== 1) return false;
  return !IGNORED_PARAMETERS.test(name);
}
