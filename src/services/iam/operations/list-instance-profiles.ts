// ListInstanceProfiles, in pages.
import { list, required, structure } from '../../../core/shape.ts';
import { onName } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { instanceProfile, profileView } from '../instance-profiles.ts';
import { nameKey } from '../names.ts';
import { pageOf } from '../paging.ts';
import * as shapes from '../shapes.ts';

export const listInstanceProfilesOperation = iamOperation({
  name: 'ListInstanceProfiles',
  input: structure({ PathPrefix: shapes.pathPrefix, ...shapes.pageInput }),
  output: structure({ InstanceProfiles: required(list(instanceProfile)), ...shapes.pageOutput }),
  access: ({ input, call }) =>
    onName('ListInstanceProfiles', call, `instance-profile${input.PathPrefix ?? '/'}`),
  run({ input, call, deps }) {
    const found = deps.documents
      .list(call.account, 'instance-profile')
      .map(({ document }) => document)
      .filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
    const { items, page } = pageOf(found, input, ({ name }) => nameKey(name));
    return { InstanceProfiles: items.map((each) => profileView(each, call.account, deps, false)), ...page };
  },
});
