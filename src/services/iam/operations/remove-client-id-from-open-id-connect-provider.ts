// RemoveClientIDFromOpenIDConnectProvider: one audience less; one that is not there is no error.
import { empty, required, string, structure } from '../../../core/shape.ts';
import { iamOperation } from '../deps.ts';
import { changeProvider, onProvider, requireProvider } from '../open-id-providers.ts';
import * as shapes from '../shapes.ts';

export const removeClientIdFromOpenIdConnectProviderOperation = iamOperation({
  name: 'RemoveClientIDFromOpenIDConnectProvider',
  input: structure({
    OpenIDConnectProviderArn: required(shapes.arn),
    ClientID: required(string({ min: 1, max: 255 })),
  }),
  output: empty,
  resolve: ({ input, call, deps }) => requireProvider(deps, call, input.OpenIDConnectProviderArn),
  access: ({ target, call, deps }) =>
    onProvider('RemoveClientIDFromOpenIDConnectProvider', target, call, deps),
  async run({ input: { ClientID }, target, call, deps }) {
    await changeProvider(deps, call, target, (provider) => ({
      ...provider,
      clientIds: provider.clientIds.filter((id) => id !== ClientID),
    }));
    return {};
  },
});
