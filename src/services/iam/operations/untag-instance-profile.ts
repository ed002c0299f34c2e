// UntagInstanceProfile.
import { empty, required, structure } from '../../../core/shape.ts';
import { iamOperation } from '../deps.ts';
import { onProfile, profileName, requireProfile } from '../instance-profiles.ts';
import * as shapes from '../shapes.ts';

export const untagInstanceProfileOperation = iamOperation({
  name: 'UntagInstanceProfile',
  input: structure({ InstanceProfileName: required(profileName), TagKeys: required(shapes.tagKeys) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireProfile(deps, call, input.InstanceProfileName),
  access: ({ input, target, call, deps }) =>
    onProfile('UntagInstanceProfile', target, call, deps, { 'aws:TagKeys': input.TagKeys }),
  async run({ input, target, deps: { database, tags } }) {
    await database.commit(() => tags.remove(target.id, input.TagKeys));
    return {};
  },
});
