// ListKeyPolicies: the one there is.
import { boolean, list, required, structure } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { keyAccess } from '../key-access.ts';
import { resolveKey } from '../key-resolution.ts';
import * as shapes from '../shapes.ts';

export const listKeyPoliciesOperation = kmsOperation({
  name: 'ListKeyPolicies',
  input: structure({ KeyId: required(shapes.keyId), Limit: shapes.limit, Marker: shapes.marker }),
  output: structure({
    PolicyNames: list(shapes.policyName),
    NextMarker: shapes.marker,
    Truncated: boolean(),
  }),
  resolve: ({ input, call, deps }) => resolveKey(deps, call, input.KeyId, { action: 'kms:ListKeyPolicies' }),
  access: ({ target: key, call, deps }) => keyAccess({ action: 'ListKeyPolicies', key, call, deps }),
  run({ input }) {
    // The one policy always fits a page, so no marker was ever given out.
    if (input.Marker !== undefined) throw errors.invalidMarker();
    return { PolicyNames: ['default'], Truncated: false };
  },
});
