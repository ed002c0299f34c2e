// Finding managed policies by ARN, and the rules of attaching them.
import { parseArn } from '../../core/arn.ts';
import type { Call } from '../../core/call.ts';
import type { IamDeps } from './deps.ts';
import { current } from './entities.ts';
import type { Entity, EntityKind } from './entity-store.ts';
import {
  accessDenied,
  policyNotAttachable,
  policyNotFound,
  quotaExceeded,
  serviceRolePolicy,
  validationError,
  versionNotFound,
} from './errors.ts';
import type { ManagedPolicy, PolicyVersion } from './policy-store.ts';
import { requireModifiable } from './service-linked-roles.ts';

export function requirePolicy({ policies }: IamDeps, call: Call, arn: string): ManagedPolicy {
  const found = policies.find(arn, call.account);
  if (!found) throw policyNotFound(arn);
  return found;
}

/** The policy as it stands when the transaction runs. */
export const currentPolicy = (deps: IamDeps, call: Call, { arn }: ManagedPolicy): ManagedPolicy =>
  requirePolicy(deps, call, arn);

/** A policy that the account may change: AWS's own it may not, whatever its permissions. */
export function requireOwnPolicy(deps: IamDeps, call: Call, arn: string): ManagedPolicy {
  const policy = requirePolicy(deps, call, arn);
  if (policy.account === 'aws')
    throw accessDenied(`The policy ${arn} is managed by AWS and cannot be changed.`);
  return policy;
}

function requireAttachable({ policies }: IamDeps, call: Call, arn: string): ManagedPolicy {
  if (!parseArn(arn)) throw validationError('Invalid ARN:  Could not be parsed!');
  const found = policies.find(arn, call.account);
  if (!found) throw policyNotAttachable(arn);
  // Those of service-linked roles are attached by the service alone.
  if (found.account === 'aws' && found.path === '/aws-service-role/') throw serviceRolePolicy();
  return found;
}

const MAX_ATTACHED = 10;
const QUOTAS: Readonly<Record<EntityKind, string>> = {
  role: 'PoliciesPerRole',
  user: 'PoliciesPerUser',
  group: 'PoliciesPerGroup',
};

function requireAttachmentRoom({ entities }: IamDeps, owner: Entity, arn: string): void {
  const attached = entities.attachedPolicies(owner);
  if (attached.includes(arn) || attached.length < MAX_ATTACHED) return;
  throw quotaExceeded(QUOTAS[owner.kind], MAX_ATTACHED);
}

/** Attaching it twice changes nothing. */
export async function attachPolicy(
  deps: IamDeps,
  call: Call,
  owner: Entity,
  policyArn: string,
): Promise<void> {
  requireModifiable(owner);
  await deps.database.commit(() => {
    const { arn } = requireAttachable(deps, call, policyArn);
    current(deps, owner);
    requireAttachmentRoom(deps, owner, arn);
    deps.entities.attach(owner, arn);
  });
}

export async function detachPolicy(
  { database, entities }: IamDeps,
  owner: Entity,
  policyArn: string,
): Promise<void> {
  requireModifiable(owner);
  await database.commit(() => {
    if (!entities.detach(owner, policyArn)) throw policyNotFound(policyArn);
  });
}

export function attachedViews(
  { entities, policies }: IamDeps,
  owner: Entity,
  pathPrefix = '/',
): readonly { readonly PolicyName: string; readonly PolicyArn: string }[] {
  return entities.attachedPolicies(owner).flatMap((arn) => {
    const policy = policies.find(arn, owner.account);
    return policy?.path.startsWith(pathPrefix) ? [{ PolicyName: policy.name, PolicyArn: arn }] : [];
  });
}

export function requireVersion({ policies }: IamDeps, policy: ManagedPolicy, id: string): PolicyVersion {
  const found = /^v\d+$/.test(id) ? policies.version(policy, Number(id.slice(1))) : undefined;
  if (!found) throw versionNotFound(policy.arn, id);
  return found;
}
