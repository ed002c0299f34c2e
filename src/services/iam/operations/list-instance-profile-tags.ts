// ListInstanceProfileTags.
import { required, structure } from '../../../core/shape.ts';
import { iamOperation } from '../deps.ts';
import { onProfile, profileName, requireProfile } from '../instance-profiles.ts';
import { pageOf } from '../paging.ts';
import * as shapes from '../shapes.ts';

export const listInstanceProfileTagsOperation = iamOperation({
  name: 'ListInstanceProfileTags',
  input: structure({ InstanceProfileName: required(profileName), ...shapes.pageInput }),
  output: structure({ Tags: required(shapes.tags), ...shapes.pageOutput }),
  resolve: ({ input, call, deps }) => requireProfile(deps, call, input.InstanceProfileName),
  access: ({ target, call, deps }) => onProfile('ListInstanceProfileTags', target, call, deps),
  run({ input, target, deps }) {
    const { items, page } = pageOf(deps.tags.of(target.id), input, ({ Key }) => Key);
    return { Tags: items, ...page };
  },
});
