// UpdateGroup: another name or path; the unique id stays.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { current, requireEntity, requireNewName } from '../entities.ts';
import { nameKey } from '../names.ts';
import * as shapes from '../shapes.ts';

export const updateGroupOperation = iamOperation({
  name: 'UpdateGroup',
  input: structure({
    GroupName: required(shapes.groupName),
    NewPath: shapes.path,
    NewGroupName: shapes.groupName,
  }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'group', input.GroupName),
  access: ({ target, deps }) => onEntity('UpdateGroup', target, deps),
  async run({ input, target, call, deps }) {
    await deps.database.commit(() => {
      const group = current(deps, target);
      const name = input.NewGroupName ?? group.name;
      if (nameKey(name) !== nameKey(group.name)) requireNewName(deps, call, 'group', name);
      deps.entities.save({ ...group, name, path: input.NewPath ?? group.path });
    });
    return {};
  },
});
