// TagOpenIDConnectProvider: adds tags, over those of the same key.
import { empty, required, structure } from '../../../core/shape.ts';
import { requestTags } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { onProvider, requireProvider, tagOwner } from '../open-id-providers.ts';
import * as shapes from '../shapes.ts';
import { exact, requireTags } from '../tags.ts';

export const tagOpenIdConnectProviderOperation = iamOperation({
  name: 'TagOpenIDConnectProvider',
  input: structure({ OpenIDConnectProviderArn: required(shapes.arn), Tags: required(shapes.tags) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireProvider(deps, call, input.OpenIDConnectProviderArn),
  access: ({ input, target, call, deps }) =>
    onProvider('TagOpenIDConnectProvider', target, call, deps, requestTags(input.Tags)),
  async run({ input, target, call, deps }) {
    const { database, tags } = deps;
    const owner = tagOwner(call, target);
    await database.commit(() => {
      requireProvider(deps, call, owner);
      requireTags(input.Tags, exact, tags.of(owner));
      tags.save(owner, input.Tags);
    });
    return {};
  },
});
