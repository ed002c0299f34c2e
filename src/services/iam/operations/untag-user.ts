// UntagUser: removes tags; keys that are not there are no error.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { current, requireEntity } from '../entities.ts';
import * as shapes from '../shapes.ts';

export const untagUserOperation = iamOperation({
  name: 'UntagUser',
  input: structure({ UserName: required(shapes.existingUserName), TagKeys: required(shapes.tagKeys) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'user', input.UserName),
  access: ({ input, target, deps }) => onEntity('UntagUser', target, deps, { 'aws:TagKeys': input.TagKeys }),
  async run({ input, target, deps }) {
    const { database, tags } = deps;
    await database.commit(() => {
      current(deps, target);
      tags.remove(target.id, input.TagKeys);
    });
    return {};
  },
});
