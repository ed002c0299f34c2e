// CreateOpenIDConnectProvider: tokens of that issuer may be exchanged for roles that trust it.
import { list, required, string, structure } from '../../../core/shape.ts';
import { onName, requestTags } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { alreadyExists } from '../errors.ts';
import {
  providerArn,
  requireClientIds,
  requireProviderUrl,
  requireThumbprints,
} from '../open-id-providers.ts';
import * as shapes from '../shapes.ts';
import { exact, requireTags } from '../tags.ts';

export const createOpenIdConnectProviderOperation = iamOperation({
  name: 'CreateOpenIDConnectProvider',
  input: structure({
    Url: required(string({ min: 1, max: 255 })),
    ClientIDList: list(string({ min: 1, max: 255 })),
    ThumbprintList: list(string({ min: 40, max: 40 })),
    Tags: shapes.tags,
  }),
  output: structure({ OpenIDConnectProviderArn: string(), Tags: shapes.tags }),
  resolve: ({ input }) => requireProviderUrl(input.Url),
  access: ({ input, target, call }) =>
    onName('CreateOpenIDConnectProvider', call, `oidc-provider/${target}`, requestTags(input.Tags)),
  async run({ input, target: url, call, deps }) {
    const { ClientIDList: clientIds = [], ThumbprintList: thumbprints = [], Tags = [] } = input;
    requireTags(Tags, exact);
    requireThumbprints(thumbprints);
    requireClientIds(clientIds);
    const arn = providerArn(call.account, url);
    await deps.database.commit(() => {
      if (deps.documents.find(call.account, 'oidc-provider', url)) {
        throw alreadyExists(`Provider with url ${input.Url} already exists.`);
      }
      const provider = { url, clientIds, thumbprints, created: call.time };
      deps.documents.save(call.account, 'oidc-provider', url, provider);
      deps.tags.save(arn, Tags);
    });
    return { OpenIDConnectProviderArn: arn, ...(Tags.length > 0 && { Tags }) };
  },
});
