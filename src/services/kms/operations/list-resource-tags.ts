// ListResourceTags: in the order of their keys.
import { boolean, required, structure } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import { keyAccess } from '../key-access.ts';
import { resolveKey } from '../key-resolution.ts';
import { isText, pageLength, pageOf, readMarker } from '../paging.ts';
import * as shapes from '../shapes.ts';

export const listResourceTagsOperation = kmsOperation({
  name: 'ListResourceTags',
  input: structure({ KeyId: required(shapes.keyId), Limit: shapes.limit, Marker: shapes.marker }),
  output: structure({ Tags: shapes.tags, NextMarker: shapes.marker, Truncated: boolean() }),
  resolve: ({ input, call, deps }) => resolveKey(deps, call, input.KeyId, { action: 'kms:ListResourceTags' }),
  access: ({ target: key, call, deps }) => keyAccess({ action: 'ListResourceTags', key, call, deps }),
  run({ input, target: key }) {
    const limit = pageLength('ListResourceTags', input.Limit);
    const after = readMarker(input.Marker, isText) ?? '';
    const rest = Object.entries(key.tags).filter(([name]) => name > after);
    const sorted = rest.sort(([a], [b]) => (a < b ? -1 : 1));
    const { items, ...page } = pageOf(sorted.slice(0, limit + 1), limit, ([name]) => name);
    return { Tags: items.map(([TagKey, TagValue]) => ({ TagKey, TagValue })), ...page };
  },
});
