// Where a rest-xml request leads: S3 names buckets and keys, S3 Control paths of its own.
import type { AnyOperation, Service } from '../../core/operation.ts';
import type { Exchange } from '../exchange.ts';
import { createPathRouter } from '../path-router.ts';
import type { QueryString } from '../query-string.ts';
import { readResource } from './resource.ts';
import { createRouter } from './router.ts';
import { sentHeader } from './sent-header.ts';
import { invalidUri, methodNotAllowed, notImplemented } from './wording.ts';

export interface Entry<Plan> {
  readonly operation: AnyOperation;
  readonly plan: Plan;
  readonly labels: Readonly<Record<string, string>>;
}
export type Door<Plan> = (exchange: Exchange, query: QueryString) => Entry<Plan>;
type Compile<Plan> = (operation: AnyOperation) => Plan;

export const doorOf = <Plan>(service: Service, compile: Compile<Plan>): Door<Plan> =>
  rootOf(service) === undefined ? bucketDoor(service, compile) : pathDoor(service, compile);

/** Undefined for S3 itself. */
export const rootOf = ({ protocol }: Service): string | undefined =>
  protocol.kind === 'rest-xml' ? protocol.root : undefined;

function bucketDoor<Plan>(service: Service, compile: Compile<Plan>): Door<Plan> {
  const find = createRouter(service, compile);
  return (exchange, query) => {
    const { bucket, key } = readResource(exchange);
    const { operation, plan } = find({
      method: exchange.method,
      labels: bucket === undefined ? 0 : key === undefined ? 1 : 2,
      query,
      header: (name) => sentHeader(exchange, name),
    });
    return { operation, plan, labels: labelsOf(bucket, key) };
  };
}

function labelsOf(Bucket: string | undefined, Key: string | undefined): Readonly<Record<string, string>> {
  if (Bucket === undefined) return {};
  return Key === undefined ? { Bucket } : { Bucket, Key };
}

function pathDoor<Plan>(service: Service, compile: Compile<Plan>): Door<Plan> {
  const find = createPathRouter(service, compile, {
    unknownPath: () => notImplemented('path'),
    otherMethod: (method) => methodNotAllowed(method, 'JOB', []),
    badEscape: () => invalidUri(''),
  });
  return ({ method, path }) => find(method, path);
}
