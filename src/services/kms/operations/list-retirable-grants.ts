// ListRetirableGrants: what a principal of this account may retire in this Region.
import { parseArn } from '../../../core/arn.ts';
import type { AccountId } from '../../../core/ids.ts';
import { required, structure } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import { grantEntry, listGrantsOutput, principalId } from '../grant-entry.ts';
import { requirePrincipal } from '../grant-rules.ts';
import { isText, pageLength, pageOf, readMarker } from '../paging.ts';
import * as shapes from '../shapes.ts';

export const listRetirableGrantsOperation = kmsOperation({
  name: 'ListRetirableGrants',
  input: structure({
    Limit: shapes.limit,
    Marker: shapes.marker,
    RetiringPrincipal: required(principalId),
  }),
  output: listGrantsOutput,
  resolve({ input }) {
    requirePrincipal(input.RetiringPrincipal);
  },
  // The resource is the principal, who must be of the caller's own account (the operation's page).
  access: ({ input, call }) => ({
    action: 'kms:ListRetirableGrants',
    resource: input.RetiringPrincipal,
    account: (parseArn(input.RetiringPrincipal)?.account ?? call.account) as AccountId,
  }),
  run({ input, call, deps }) {
    const { RetiringPrincipal: principal } = input;
    const limit = pageLength('ListRetirableGrants', input.Limit);
    const after = readMarker(input.Marker, isText) ?? '';
    const inRegion = `:kms:${call.region}:`;
    const found = deps.grants.retirableBy(principal, after).filter(({ keyArn }) => keyArn.includes(inRegion));
    const { items, ...page } = pageOf(found.slice(0, limit + 1), limit, ({ id }) => id);
    return { Grants: items.map(grantEntry), ...page };
  },
});
