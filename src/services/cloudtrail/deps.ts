// What CloudTrail's operations work with, and how they ask their permission.
import type { AccessCheck } from '../../core/access-check.ts';
import type { Call } from '../../core/call.ts';
import { operationOf } from '../../core/operation.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Deliveries } from './deliveries.ts';
import { trailNotFound, wrongHomeRegion } from './errors.ts';
import type { EventLog } from './event-log.ts';
import type { CloudTrailPorts } from './ports.ts';
import { readTrailName, type Trail, trailArn } from './trail.ts';
import type { TrailStore } from './trail-store.ts';

export interface CloudTrailDeps {
  readonly platform: Platform;
  readonly ports: CloudTrailPorts;
  readonly log: EventLog;
  readonly trails: TrailStore;
  readonly deliveries: Deliveries;
}

export const cloudTrailOperation = operationOf<CloudTrailDeps>();

interface Asking {
  readonly call: Call;
  readonly deps: CloudTrailDeps;
}

/** The trail that a reader names: a multi-Region trail is seen by its name from everywhere. */
export function findTrail(given: string, { call, deps }: Asking): Trail {
  const name = readTrailName(given, call);
  const trail =
    deps.trails.find(name) ??
    (given.startsWith('arn:') ? undefined : shadowOf(deps.trails.all(), given, call));
  if (!trail) throw trailNotFound(given, call.account);
  return trail;
}

/** The trail that a writer names: it can only be changed at home. */
export function ownTrail(given: string, asking: Asking): Trail {
  const trail = findTrail(given, asking);
  if (trail.region !== asking.call.region) throw wrongHomeRegion(trailArn(trail), asking.call.region);
  return trail;
}

const shadowOf = (trails: readonly Trail[], name: string, call: Call): Trail | undefined =>
  trails.find((trail) => trail.account === call.account && trail.multiRegion && trail.name === name);

export const onTrail =
  (action: string) =>
  ({ target }: { readonly target: Trail }): AccessCheck => ({
    action: `cloudtrail:${action}`,
    resource: trailArn(target),
    account: target.account,
  });

export const onEverything =
  (action: string) =>
  ({ call }: { readonly call: Call }): AccessCheck => ({
    action: `cloudtrail:${action}`,
    resource: '*',
    account: call.account,
  });
