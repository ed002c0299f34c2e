// TagInstanceProfile: adds tags, over those of the same key.
import { empty, required, structure } from '../../../core/shape.ts';
import { requestTags } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { onProfile, profileName, requireProfile } from '../instance-profiles.ts';
import * as shapes from '../shapes.ts';
import { exact, requireTags } from '../tags.ts';

export const tagInstanceProfileOperation = iamOperation({
  name: 'TagInstanceProfile',
  input: structure({ InstanceProfileName: required(profileName), Tags: required(shapes.tags) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireProfile(deps, call, input.InstanceProfileName),
  access: ({ input, target, call, deps }) =>
    onProfile('TagInstanceProfile', target, call, deps, requestTags(input.Tags)),
  async run({ input, target, call, deps }) {
    const { database, tags } = deps;
    await database.commit(() => {
      const { id } = requireProfile(deps, call, target.name);
      requireTags(input.Tags, exact, tags.of(id));
      tags.save(id, input.Tags);
    });
    return {};
  },
});
