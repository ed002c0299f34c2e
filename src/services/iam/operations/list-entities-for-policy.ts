// ListEntitiesForPolicy: who has it, as permissions or as boundary.
import { list, oneOf, required, string, structure } from '../../../core/shape.ts';
import { onPolicy } from '../access.ts';
import { iamOperation } from '../deps.ts';
import type { EntityKind } from '../entity-store.ts';
import { requirePolicy } from '../managed-policies.ts';
import { pageOf } from '../paging.ts';
import * as shapes from '../shapes.ts';

export const listEntitiesForPolicyOperation = iamOperation({
  name: 'ListEntitiesForPolicy',
  input: structure({
    PolicyArn: required(shapes.arn),
    EntityFilter: oneOf('User', 'Role', 'Group', 'LocalManagedPolicy', 'AWSManagedPolicy'),
    PathPrefix: shapes.path,
    PolicyUsageFilter: oneOf('PermissionsPolicy', 'PermissionsBoundary'),
    ...shapes.pageInput,
  }),
  output: structure({
    PolicyGroups: list(structure({ GroupName: string(), GroupId: string() })),
    PolicyUsers: list(structure({ UserName: string(), UserId: string() })),
    PolicyRoles: list(structure({ RoleName: string(), RoleId: string() })),
    ...shapes.pageOutput,
  }),
  resolve: ({ input, call, deps }) => requirePolicy(deps, call, input.PolicyArn),
  access: ({ target, call, deps }) => onPolicy('ListEntitiesForPolicy', target, call, deps),
  run({ input, target, call, deps: { entities } }) {
    const { EntityFilter, PathPrefix = '/', PolicyUsageFilter: usage } = input;
    const found = [
      ...(usage === 'PermissionsBoundary' ? [] : entities.attachedTo(target.arn, call.account)),
      ...(usage === 'PermissionsPolicy' ? [] : entities.boundedBy(target.arn, call.account)),
    ];
    const holders = [...new Map(found.map((entity) => [entity.id, entity])).values()]
      .filter(({ kind, path }) => isWanted(kind, EntityFilter) && path.startsWith(PathPrefix))
      .toSorted((one, other) => (one.id < other.id ? -1 : 1));
    const { items, page } = pageOf(holders, input, ({ id }) => id);
    const of = (kind: EntityKind) => items.filter((entity) => entity.kind === kind);
    return {
      PolicyGroups: of('group').map(({ name, id }) => ({ GroupName: name, GroupId: id })),
      PolicyUsers: of('user').map(({ name, id }) => ({ UserName: name, UserId: id })),
      PolicyRoles: of('role').map(({ name, id }) => ({ RoleName: name, RoleId: id })),
      ...page,
    };
  },
});

const isWanted = (kind: EntityKind, filter: string | undefined): boolean =>
  filter === undefined || filter.toLowerCase() === kind;
