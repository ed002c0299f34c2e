// CreateGroup.
import { required, structure } from '../../../core/shape.ts';
import { onName } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { createEntity } from '../entities.ts';
import * as shapes from '../shapes.ts';
import { groupView } from '../views.ts';

export const createGroupOperation = iamOperation({
  name: 'CreateGroup',
  input: structure({ Path: shapes.path, GroupName: required(shapes.groupName) }),
  output: structure({ Group: required(shapes.group) }),
  access: ({ input, call }) => onName('CreateGroup', call, `group${input.Path ?? '/'}${input.GroupName}`),
  async run({ input, call, deps }) {
    const group = await createEntity(deps, call, 'group', input.GroupName, { path: input.Path });
    return { Group: groupView(group) };
  },
});
