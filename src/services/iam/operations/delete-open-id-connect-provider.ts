// DeleteOpenIDConnectProvider: roles that trust it stay as they are, and can no longer be assumed by its tokens.
import { empty, required, structure } from '../../../core/shape.ts';
import { iamOperation } from '../deps.ts';
import { onProvider, requireProvider, tagOwner } from '../open-id-providers.ts';
import * as shapes from '../shapes.ts';

export const deleteOpenIdConnectProviderOperation = iamOperation({
  name: 'DeleteOpenIDConnectProvider',
  input: structure({ OpenIDConnectProviderArn: required(shapes.arn) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireProvider(deps, call, input.OpenIDConnectProviderArn),
  access: ({ target, call, deps }) => onProvider('DeleteOpenIDConnectProvider', target, call, deps),
  async run({ target, call, deps }) {
    await deps.database.commit(() => {
      deps.documents.remove(call.account, 'oidc-provider', target.url);
      deps.tags.removeAll(tagOwner(call, target));
    });
    return {};
  },
});
