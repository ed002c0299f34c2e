// ListGrants: a key's, by grant or grantee if told.
import { required, structure } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import { grantEntry, grantId, listGrantsOutput, principalId } from '../grant-entry.ts';
import { keyAccess } from '../key-access.ts';
import { resolveKey } from '../key-resolution.ts';
import { isTimed, pageLength, pageOf, readMarker } from '../paging.ts';
import * as shapes from '../shapes.ts';

export const listGrantsOperation = kmsOperation({
  name: 'ListGrants',
  input: structure({
    Limit: shapes.limit,
    Marker: shapes.marker,
    KeyId: required(shapes.keyId),
    GrantId: grantId,
    GranteePrincipal: principalId,
  }),
  output: listGrantsOutput,
  resolve: ({ input, call, deps }) =>
    resolveKey(deps, call, input.KeyId, { action: 'kms:ListGrants', crossAccount: true }),
  access: ({ target: key, call, deps }) => keyAccess({ action: 'ListGrants', key, call, deps }),
  run({ input, target: key, deps }) {
    const { GrantId, GranteePrincipal } = input;
    const limit = pageLength('ListGrants', input.Limit);
    const [time, last] = readMarker(input.Marker, isTimed) ?? [-1, ''];
    const fetched = deps.grants
      .of(key.arn)
      .filter(
        ({ id, grantee, created }) =>
          (GrantId === undefined || id === GrantId) &&
          (GranteePrincipal === undefined || grantee === GranteePrincipal) &&
          (created > time || (created === time && id > last)),
      );
    const { items, ...page } = pageOf(fetched.slice(0, limit + 1), limit, ({ created, id }) => [created, id]);
    return { Grants: items.map(grantEntry), ...page };
  },
});
