// ListRoles: by path prefix, in pages.
import { list, required, structure } from '../../../core/shape.ts';
import { onName } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { nameKey } from '../names.ts';
import { pageOf } from '../paging.ts';
import * as shapes from '../shapes.ts';
import { roleSummary } from '../views.ts';

export const listRolesOperation = iamOperation({
  name: 'ListRoles',
  input: structure({ PathPrefix: shapes.pathPrefix, ...shapes.pageInput }),
  output: structure({ Roles: required(list(shapes.role)), ...shapes.pageOutput }),
  access: ({ input, call }) => onName('ListRoles', call, `role${input.PathPrefix ?? '/'}`),
  run({ input, call, deps }) {
    const found = deps.entities.list(call.account, 'role', input.PathPrefix);
    const { items, page } = pageOf(found, input, ({ name }) => nameKey(name));
    return { Roles: items.map(roleSummary), ...page };
  },
});
