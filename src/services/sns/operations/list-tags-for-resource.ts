import { required, structure } from '../../../core/shape.ts';
import { onTopic } from '../access.ts';
import { snsOperation } from '../deps.ts';
import * as shapes from '../shapes.ts';
import { requireResource } from '../tags.ts';

export const listTagsForResourceOperation = snsOperation({
  name: 'ListTagsForResource',
  input: structure({ ResourceArn: required(shapes.arn) }),
  output: structure({ Tags: shapes.tags }),
  resolve: ({ input, deps }) => requireResource(deps, input.ResourceArn),
  access: ({ target, call }) => onTopic('ListTagsForResource', target, call),
  run: ({ target }) => ({ Tags: Object.entries(target.tags).map(([Key, Value]) => ({ Key, Value })) }),
});
