// TagUser: adds tags, over those of the same key.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity, requestTags } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { current, requireEntity } from '../entities.ts';
import * as shapes from '../shapes.ts';
import { caseless, requireTags } from '../tags.ts';

export const tagUserOperation = iamOperation({
  name: 'TagUser',
  input: structure({ UserName: required(shapes.existingUserName), Tags: required(shapes.tags) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'user', input.UserName),
  access: ({ input, target, deps }) => onEntity('TagUser', target, deps, requestTags(input.Tags)),
  async run({ input, target, deps }) {
    const { database, tags } = deps;
    await database.commit(() => {
      current(deps, target);
      requireTags(input.Tags, caseless, tags.of(target.id));
      tags.save(target.id, input.Tags);
    });
    return {};
  },
});
