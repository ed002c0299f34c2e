// ListAliases: the account's, or one key's.
import { boolean, list, structure, timestamp } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import { aliasArnOf } from '../key.ts';
import { resolveKey } from '../key-resolution.ts';
import { isText, pageLength, pageOf, readMarker } from '../paging.ts';
import * as shapes from '../shapes.ts';

export const listAliasesOperation = kmsOperation({
  name: 'ListAliases',
  input: structure({ KeyId: shapes.keyId, Limit: shapes.limit, Marker: shapes.marker }),
  output: structure({
    Aliases: list(
      structure({
        AliasName: shapes.aliasName,
        AliasArn: shapes.arn,
        TargetKeyId: shapes.keyId,
        CreationDate: timestamp(),
        LastUpdatedDate: timestamp(),
      }),
    ),
    NextMarker: shapes.marker,
    Truncated: boolean(),
  }),
  resolve: ({ input, call, deps }) =>
    input.KeyId === undefined
      ? undefined
      : resolveKey(deps, call, input.KeyId, { action: 'kms:ListAliases' }),
  access: ({ call }) => ({ action: 'kms:ListAliases', resource: '*', account: call.account }),
  run({ input, target: key, call, deps }) {
    const limit = pageLength('ListAliases', input.Limit);
    const after = readMarker(input.Marker, isText) ?? '';
    const fetched = key
      ? deps.aliases.listOf(key.arn, after, limit + 1)
      : deps.aliases.list(call.account, call.region, after, limit + 1);
    const { items, ...page } = pageOf(fetched, limit, ({ name }) => name);
    return {
      Aliases: items.map(({ account, region, name, keyArn, created, updated }) => ({
        AliasName: name,
        AliasArn: aliasArnOf(account, region, name),
        TargetKeyId: keyArn.slice(keyArn.lastIndexOf('/') + 1),
        CreationDate: new Date(created),
        LastUpdatedDate: new Date(updated),
      })),
      ...page,
    };
  },
});
