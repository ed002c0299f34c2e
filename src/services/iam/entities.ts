// Finding users, roles and groups by the names callers give, and the rules they share.
import type { Call } from '../../core/call.ts';
import type { IamDeps } from './deps.ts';
import type { Entity, EntityKind } from './entity-store.ts';
import { alreadyExists, notFound, noUserName, policyNotAttachable } from './errors.ts';
import { newId } from './names.ts';
import type { Tag } from './tag-store.ts';

export function requireEntity(deps: IamDeps, call: Call, kind: EntityKind, name: string): Entity {
  const found = deps.entities.find(call.account, kind, name);
  if (!found) throw notFound(kind, name);
  return found;
}

/**
 * The entity as it stands when the transaction runs: calls answered in the same turn may have changed or
 * deleted it since it was found.
 */
export function current({ entities }: IamDeps, found: Entity): Entity {
  const entity = entities.findById(found.id);
  if (!entity) throw notFound(found.kind, found.name);
  return entity;
}

/** Operations on users take the caller itself when no name is given. */
export function requireUser(deps: IamDeps, call: Call, name: string | undefined): Entity {
  if (name !== undefined) return requireEntity(deps, call, 'user', name);
  if (call.principal.type !== 'user') throw noUserName();
  return requireEntity(deps, call, 'user', call.principal.name);
}

/** The same, where an account's root may ask about itself (undefined), which has no row. */
export const requireUserOrRoot = (deps: IamDeps, call: Call, name: string | undefined): Entity | undefined =>
  name === undefined && call.principal.type === 'root' ? undefined : requireUser(deps, call, name);

const TITLES = { user: 'User', role: 'Role', group: 'Group' } as const;
const PREFIXES = { user: 'AIDA', role: 'AROA', group: 'AGPA' } as const;

export function requireNewName(deps: IamDeps, call: Call, kind: EntityKind, name: string): void {
  if (deps.entities.find(call.account, kind, name)) {
    throw alreadyExists(`${TITLES[kind]} with name ${name} already exists.`);
  }
}

export function requireBoundary(deps: IamDeps, call: Call, arn: string | undefined): void {
  if (arn !== undefined && !deps.policies.find(arn, call.account)) throw policyNotAttachable(arn);
}

type Given = Partial<Pick<Entity, 'path' | 'trust' | 'description' | 'max_session' | 'boundary'>>;

/** A new user, role or group, not written yet. */
export const newEntity = (
  deps: IamDeps,
  call: Call,
  kind: EntityKind,
  name: string,
  given: { readonly [K in keyof Given]: Given[K] | undefined },
): Entity => ({
  id: newId(PREFIXES[kind], deps.random),
  account: call.account,
  kind,
  name,
  path: given.path ?? '/',
  created: call.time,
  trust: given.trust ?? null,
  description: given.description ?? null,
  max_session: given.max_session ?? null,
  boundary: given.boundary ?? null,
});

/** Writes it with its tags; the name was free a moment ago, and is checked again here. */
export function createEntity(
  deps: IamDeps,
  call: Call,
  kind: EntityKind,
  name: string,
  given: Parameters<typeof newEntity>[4],
  tags: readonly Tag[] = [],
): Promise<Entity> {
  const entity = newEntity(deps, call, kind, name, given);
  return deps.database.commit(() => {
    requireNewName(deps, call, kind, name);
    deps.entities.save(entity);
    deps.tags.save(entity.id, tags);
    return entity;
  });
}
