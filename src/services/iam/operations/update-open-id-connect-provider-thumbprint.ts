// UpdateOpenIDConnectProviderThumbprint: another list in place of the one there is.
import { empty, list, required, string, structure } from '../../../core/shape.ts';
import { iamOperation } from '../deps.ts';
import { changeProvider, onProvider, requireProvider, requireThumbprints } from '../open-id-providers.ts';
import * as shapes from '../shapes.ts';

export const updateOpenIdConnectProviderThumbprintOperation = iamOperation({
  name: 'UpdateOpenIDConnectProviderThumbprint',
  input: structure({
    OpenIDConnectProviderArn: required(shapes.arn),
    ThumbprintList: required(list(string({ min: 40, max: 40 }))),
  }),
  output: empty,
  resolve: ({ input, call, deps }) => requireProvider(deps, call, input.OpenIDConnectProviderArn),
  access: ({ target, call, deps }) => onProvider('UpdateOpenIDConnectProviderThumbprint', target, call, deps),
  async run({ input: { ThumbprintList: thumbprints }, target, call, deps }) {
    requireThumbprints(thumbprints);
    await changeProvider(deps, call, target, (provider) => ({ ...provider, thumbprints }));
    return {};
  },
});
