// CreateUser.
import { required, structure } from '../../../core/shape.ts';
import { onName, requestTags } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { createEntity, requireBoundary } from '../entities.ts';
import * as shapes from '../shapes.ts';
import { caseless, requireTags } from '../tags.ts';
import { userView } from '../views.ts';

export const createUserOperation = iamOperation({
  name: 'CreateUser',
  input: structure({
    Path: shapes.path,
    UserName: required(shapes.userName),
    PermissionsBoundary: shapes.arn,
    Tags: shapes.tags,
  }),
  output: structure({ User: shapes.user }),
  access: ({ input, call }) =>
    onName('CreateUser', call, `user${input.Path ?? '/'}${input.UserName}`, {
      ...requestTags(input.Tags),
      'iam:PermissionsBoundary': input.PermissionsBoundary,
    }),
  async run({ input, call, deps }) {
    const { Path, UserName, PermissionsBoundary, Tags = [] } = input;
    requireTags(Tags, caseless);
    requireBoundary(deps, call, PermissionsBoundary);
    const given = { path: Path, boundary: PermissionsBoundary };
    const user = await createEntity(deps, call, 'user', UserName, given, Tags);
    return { User: userView(user, deps) };
  },
});
