// ListKeys: oldest first.
import { boolean, list, structure } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import { isTimed, pageLength, pageOf, readMarker } from '../paging.ts';
import * as shapes from '../shapes.ts';

export const listKeysOperation = kmsOperation({
  name: 'ListKeys',
  input: structure({ Limit: shapes.limit, Marker: shapes.marker }),
  output: structure({
    Keys: list(structure({ KeyId: shapes.keyId, KeyArn: shapes.arn })),
    NextMarker: shapes.marker,
    Truncated: boolean(),
  }),
  access: ({ call }) => ({ action: 'kms:ListKeys', resource: '*', account: call.account }),
  run({ input, call, deps }) {
    const limit = pageLength('ListKeys', input.Limit);
    const after = readMarker(input.Marker, isTimed) ?? [-1, ''];
    const fetched = deps.keys.list(call.account, call.region, after, limit + 1);
    const { items, ...page } = pageOf(fetched, limit, ({ created, id }) => [created, id]);
    return { Keys: items.map(({ id, arn }) => ({ KeyId: id, KeyArn: arn })), ...page };
  },
});
