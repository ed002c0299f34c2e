// ListOpenIDConnectProviders: all of them, without pages.
import { empty, list, string, structure } from '../../../core/shape.ts';
import { onName } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { providerArn } from '../open-id-providers.ts';

export const listOpenIdConnectProvidersOperation = iamOperation({
  name: 'ListOpenIDConnectProviders',
  input: empty,
  output: structure({ OpenIDConnectProviderList: list(structure({ Arn: string() })) }),
  access: ({ call }) => onName('ListOpenIDConnectProviders', call, 'oidc-provider/*'),
  run: ({ call, deps }) => ({
    OpenIDConnectProviderList: deps.documents
      .list(call.account, 'oidc-provider')
      .map(({ document }) => ({ Arn: providerArn(call.account, document.url) })),
  }),
});
