// ListUserTags.
import { required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import { pageOf } from '../paging.ts';
import * as shapes from '../shapes.ts';

export const listUserTagsOperation = iamOperation({
  name: 'ListUserTags',
  input: structure({ UserName: required(shapes.existingUserName), ...shapes.pageInput }),
  output: structure({ Tags: required(shapes.tags), ...shapes.pageOutput }),
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'user', input.UserName),
  access: ({ target, deps }) => onEntity('ListUserTags', target, deps),
  run({ input, target, deps }) {
    const { items, page } = pageOf(deps.tags.of(target.id), input, ({ Key }) => Key);
    return { Tags: items, ...page };
  },
});
