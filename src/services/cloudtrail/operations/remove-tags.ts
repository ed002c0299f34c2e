import { empty, required, string, structure } from '../../../core/shape.ts';
import { cloudTrailOperation, onTrail } from '../deps.ts';
import { tags } from '../shapes.ts';
import { taggedTrail, withoutTags } from '../trail-tags.ts';

export const removeTags = cloudTrailOperation({
  name: 'RemoveTags',
  input: structure({ ResourceId: required(string()), TagsList: required(tags) }),
  output: empty,
  resolve: ({ input, deps, call }) => taggedTrail(input.ResourceId, deps, call),
  access: onTrail('RemoveTags'),
  async run({ input, target, deps }) {
    await deps.trails.change(target, (current) => withoutTags(current, input.TagsList));
    return {};
  },
});
