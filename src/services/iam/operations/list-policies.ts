// ListPolicies: the account's own and AWS's, in pages.
import { boolean, list, oneOf, structure } from '../../../core/shape.ts';
import { onName } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { pageOf } from '../paging.ts';
import * as shapes from '../shapes.ts';
import { policySummary } from '../views.ts';

export const listPoliciesOperation = iamOperation({
  name: 'ListPolicies',
  input: structure({
    Scope: oneOf('All', 'AWS', 'Local'),
    OnlyAttached: boolean(),
    PathPrefix: shapes.policyPath,
    PolicyUsageFilter: oneOf('PermissionsPolicy', 'PermissionsBoundary'),
    ...shapes.pageInput,
  }),
  output: structure({ Policies: list(shapes.policy), ...shapes.pageOutput }),
  access: ({ input, call }) => onName('ListPolicies', call, `policy${input.PathPrefix ?? '/'}`),
  run({ input, call, deps }) {
    const { Scope = 'All', OnlyAttached, PathPrefix = '/', PolicyUsageFilter } = input;
    const isUsed = (arn: string) =>
      (PolicyUsageFilter !== 'PermissionsBoundary' &&
        deps.entities.attachedTo(arn, call.account).length > 0) ||
      (PolicyUsageFilter !== 'PermissionsPolicy' && deps.entities.boundedBy(arn, call.account).length > 0);
    const filtered = OnlyAttached === true || PolicyUsageFilter !== undefined;
    const found = deps.policies
      .list(call.account, Scope)
      .filter(({ arn, path }) => path.startsWith(PathPrefix) && (!filtered || isUsed(arn)))
      .toSorted((one, other) => (one.arn < other.arn ? -1 : 1));
    const { items, page } = pageOf(found, input, ({ arn }) => arn);
    return { Policies: items.map((policy) => policySummary(policy, call.account, deps)), ...page };
  },
});
