// The policies that a user, role or group has inside itself.
import type { IamDeps } from './deps.ts';
import { requireDocument, requireRoomForInline } from './documents.ts';
import { current } from './entities.ts';
import type { Entity, InlinePolicy } from './entity-store.ts';
import { notFound } from './errors.ts';
import { requireModifiable } from './service-linked-roles.ts';

export function requireInlinePolicy({ entities }: IamDeps, owner: Entity, policyName: string): InlinePolicy {
  const found = entities.inlinePolicies(owner).find(({ name }) => name === policyName);
  if (!found) throw notFound(`${owner.kind} policy`, policyName);
  return found;
}

/** Over one of the same name. */
export async function putInlinePolicy(
  deps: IamDeps,
  owner: Entity,
  policyName: string,
  document: string,
): Promise<void> {
  requireModifiable(owner);
  requireDocument(document, 'identity');
  await deps.database.commit(() => {
    current(deps, owner);
    requireRoomForInline(deps.entities, owner, policyName, document);
    deps.entities.saveInlinePolicy(owner, policyName, document);
  });
}

export async function deleteInlinePolicy(deps: IamDeps, owner: Entity, policyName: string): Promise<void> {
  requireModifiable(owner);
  await deps.database.commit(() => {
    requireInlinePolicy(deps, owner, policyName);
    deps.entities.removeInlinePolicy(owner, policyName);
  });
}
