// GetOpenIDConnectProvider.
import { list, required, string, structure, timestamp } from '../../../core/shape.ts';
import { iamOperation } from '../deps.ts';
import { onProvider, requireProvider, tagOwner } from '../open-id-providers.ts';
import * as shapes from '../shapes.ts';
import { wholeSeconds } from '../views.ts';

export const getOpenIdConnectProviderOperation = iamOperation({
  name: 'GetOpenIDConnectProvider',
  input: structure({ OpenIDConnectProviderArn: required(shapes.arn) }),
  output: structure({
    Url: string(),
    ClientIDList: list(string()),
    ThumbprintList: list(string()),
    CreateDate: timestamp(),
    Tags: shapes.tags,
  }),
  resolve: ({ input, call, deps }) => requireProvider(deps, call, input.OpenIDConnectProviderArn),
  access: ({ target, call, deps }) => onProvider('GetOpenIDConnectProvider', target, call, deps),
  run: ({ target, call, deps }) => ({
    Url: target.url,
    ClientIDList: target.clientIds,
    ThumbprintList: target.thumbprints,
    CreateDate: wholeSeconds(target.created),
    Tags: deps.tags.of(tagOwner(call, target)),
  }),
});
