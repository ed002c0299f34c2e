// DeleteServiceLinkedRole: AWS asks the service whether it still needs the role; here none does, and it is gone at once.
import { required, string, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { current, requireEntity } from '../entities.ts';
import { notFound } from '../errors.ts';
import { isServiceLinked } from '../service-linked-roles.ts';
import * as shapes from '../shapes.ts';

export const deleteServiceLinkedRoleOperation = iamOperation({
  name: 'DeleteServiceLinkedRole',
  input: structure({ RoleName: required(shapes.roleName) }),
  output: structure({ DeletionTaskId: required(string()) }),
  resolve({ input, call, deps }) {
    const role = requireEntity(deps, call, 'role', input.RoleName);
    // The one error of the model that fits.
    if (!isServiceLinked(role)) throw notFound('service-linked role', input.RoleName);
    return role;
  },
  access: ({ target, deps }) => onEntity('DeleteServiceLinkedRole', target, deps),
  async run({ target, call, deps }) {
    const { database, documents, entities, random } = deps;
    const DeletionTaskId = `task${target.path}${target.name}/${random.uuid()}`;
    await database.commit(() => {
      entities.remove(current(deps, target));
      documents.save(call.account, 'role-deletion', DeletionTaskId, {});
    });
    return { DeletionTaskId };
  },
});
