import { list, required, string, structure } from '../../../core/shape.ts';
import { cloudTrailOperation, onTrail } from '../deps.ts';
import { tags } from '../shapes.ts';
import { trailArn } from '../trail.ts';
import { taggedTrail } from '../trail-tags.ts';

export const listTags = cloudTrailOperation({
  name: 'ListTags',
  input: structure({ ResourceIdList: required(list(string())), NextToken: string() }),
  output: structure({
    ResourceTagList: list(structure({ ResourceId: string(), TagsList: tags })),
    NextToken: string(),
  }),
  resolve: ({ input, deps, call }) => input.ResourceIdList.map((arn) => taggedTrail(arn, deps, call)),
  access: ({ target }) => target.map((trail) => onTrail('ListTags')({ target: trail })),
  run: ({ target }) => ({
    ResourceTagList: target.map((trail) => ({ ResourceId: trailArn(trail), TagsList: trail.tags })),
  }),
});
