// UntagOpenIDConnectProvider.
import { empty, required, structure } from '../../../core/shape.ts';
import { iamOperation } from '../deps.ts';
import { onProvider, requireProvider, tagOwner } from '../open-id-providers.ts';
import * as shapes from '../shapes.ts';

export const untagOpenIdConnectProviderOperation = iamOperation({
  name: 'UntagOpenIDConnectProvider',
  input: structure({ OpenIDConnectProviderArn: required(shapes.arn), TagKeys: required(shapes.tagKeys) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireProvider(deps, call, input.OpenIDConnectProviderArn),
  access: ({ input, target, call, deps }) =>
    onProvider('UntagOpenIDConnectProvider', target, call, deps, { 'aws:TagKeys': input.TagKeys }),
  async run({ input, target, call, deps: { database, tags } }) {
    await database.commit(() => tags.remove(tagOwner(call, target), input.TagKeys));
    return {};
  },
});
