// RevokeGrant: the key policy says who may end any grant.
import { empty, required, structure } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { grantId } from '../grant-entry.ts';
import { keyAccess } from '../key-access.ts';
import { commitOn } from '../key-change.ts';
import { resolveKey } from '../key-resolution.ts';
import * as shapes from '../shapes.ts';

export const revokeGrantOperation = kmsOperation({
  name: 'RevokeGrant',
  input: structure({
    KeyId: required(shapes.keyId),
    GrantId: required(grantId),
    DryRun: shapes.dryRun,
  }),
  output: empty,
  resolve: ({ input, call, deps }) =>
    resolveKey(deps, call, input.KeyId, { action: 'kms:RevokeGrant', crossAccount: true }),
  access: ({ target: key, call, deps }) =>
    keyAccess({
      action: 'RevokeGrant',
      key,
      call,
      deps,
      conditions: {
        'kms:GrantIsForAWSResource': call.viaService !== undefined || call.principal.type === 'service',
      },
    }),
  async run({ input, target, deps }) {
    await commitOn(deps, target, (key) => {
      const grant = deps.grants.of(key.arn).find(({ id }) => id === input.GrantId);
      if (!grant) throw errors.grantNotFound(input.GrantId);
      if (input.DryRun) throw errors.dryRun();
      deps.grants.remove(grant);
    });
    return {};
  },
});
