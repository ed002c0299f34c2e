// AddClientIDToOpenIDConnectProvider: one more audience; one that is there already is no error.
import { empty, required, string, structure } from '../../../core/shape.ts';
import { iamOperation } from '../deps.ts';
import { changeProvider, onProvider, requireClientIds, requireProvider } from '../open-id-providers.ts';
import * as shapes from '../shapes.ts';

export const addClientIdToOpenIdConnectProviderOperation = iamOperation({
  name: 'AddClientIDToOpenIDConnectProvider',
  input: structure({
    OpenIDConnectProviderArn: required(shapes.arn),
    ClientID: required(string({ min: 1, max: 255 })),
  }),
  output: empty,
  resolve: ({ input, call, deps }) => requireProvider(deps, call, input.OpenIDConnectProviderArn),
  access: ({ target, call, deps }) => onProvider('AddClientIDToOpenIDConnectProvider', target, call, deps),
  async run({ input: { ClientID }, target, call, deps }) {
    await changeProvider(deps, call, target, (provider) => {
      const clientIds = [...new Set([...provider.clientIds, ClientID])];
      requireClientIds(clientIds);
      return { ...provider, clientIds };
    });
    return {};
  },
});
