// ListOpenIDConnectProviderTags.
import { required, structure } from '../../../core/shape.ts';
import { iamOperation } from '../deps.ts';
import { onProvider, requireProvider, tagOwner } from '../open-id-providers.ts';
import { pageOf } from '../paging.ts';
import * as shapes from '../shapes.ts';

export const listOpenIdConnectProviderTagsOperation = iamOperation({
  name: 'ListOpenIDConnectProviderTags',
  input: structure({ OpenIDConnectProviderArn: required(shapes.arn), ...shapes.pageInput }),
  output: structure({ Tags: required(shapes.tags), ...shapes.pageOutput }),
  resolve: ({ input, call, deps }) => requireProvider(deps, call, input.OpenIDConnectProviderArn),
  access: ({ target, call, deps }) => onProvider('ListOpenIDConnectProviderTags', target, call, deps),
  run({ input, target, call, deps }) {
    const all = deps.tags.of(tagOwner(call, target));
    const { items, page } = pageOf(all, input, ({ Key }) => Key);
    return { Tags: items, ...page };
  },
});
