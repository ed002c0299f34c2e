import { empty, required, string, structure } from '../../../core/shape.ts';
import { cloudTrailOperation, onTrail } from '../deps.ts';
import { tags } from '../shapes.ts';
import { requireTags, taggedTrail, withTags } from '../trail-tags.ts';

export const addTags = cloudTrailOperation({
  name: 'AddTags',
  input: structure({ ResourceId: required(string()), TagsList: required(tags) }),
  output: empty,
  resolve: ({ input, deps, call }) => taggedTrail(input.ResourceId, deps, call),
  access: onTrail('AddTags'),
  async run({ input, target, deps }) {
    requireTags(input.TagsList);
    await deps.trails.change(target, (current) => withTags(current, input.TagsList));
    return {};
  },
});
