// CreateGrant: what a principal may do with a key, beside all policies; through a grant only narrower.
import { principalAccount } from '../../../core/call.ts';
import { list, required, string, structure } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { type Grant, isNarrower, TOKEN_SALT_BYTES, writeToken } from '../grant.ts';
import { grantConstraints, grantId, grantName, principalId } from '../grant-entry.ts';
import { requireGrantable, requireGrantee, requireValidConstraints } from '../grant-rules.ts';
import { keyAccess } from '../key-access.ts';
import { commitOn } from '../key-change.ts';
import { resolveKey } from '../key-resolution.ts';
import { requireUsable } from '../key-state.ts';
import * as shapes from '../shapes.ts';

/** A quota of AWS's own (facts/kms.md §6). */
const MAX_GRANTS_PER_KEY = 50_000;

export const createGrantOperation = kmsOperation({
  name: 'CreateGrant',
  input: structure({
    KeyId: required(shapes.keyId),
    GranteePrincipal: required(principalId),
    RetiringPrincipal: principalId,
    Operations: required(list(shapes.grantOperation)),
    Constraints: grantConstraints,
    GrantTokens: shapes.grantTokens,
    Name: grantName,
    DryRun: shapes.dryRun,
  }),
  output: structure({ GrantToken: string({ min: 1, max: 8192 }), GrantId: grantId }),
  resolve: ({ input, call, deps }) =>
    resolveKey(deps, call, input.KeyId, { action: 'kms:CreateGrant', crossAccount: true }),
  access({ input, target: key, call, deps }) {
    const { Operations: operations, Constraints: constraints } = input;
    return keyAccess({
      action: 'CreateGrant',
      key,
      call,
      deps,
      grantTokens: input.GrantTokens,
      grantOperation: 'CreateGrant',
      grantFits: (parent) => isNarrower(operations, constraints, parent),
      conditions: {
        'kms:GrantOperations': operations,
        'kms:GranteePrincipal': input.GranteePrincipal,
        'kms:RetiringPrincipal': input.RetiringPrincipal,
        'kms:GrantConstraintType': constraints && Object.keys(constraints),
        'kms:GrantIsForAWSResource': call.viaService !== undefined || call.principal.type === 'service',
      },
    });
  },
  async run({ input, target, call, deps }) {
    const { wrapping, grants, platform } = deps;
    const operations = [...new Set(input.Operations)];
    if (operations.length === 0) throw errors.validation('A grant needs at least one operation.');
    const constraints =
      input.Constraints && Object.keys(input.Constraints).length > 0 ? input.Constraints : undefined;
    requireGrantee(input.GranteePrincipal, deps, target);
    if (input.RetiringPrincipal !== undefined) requireGrantee(input.RetiringPrincipal, deps, target);
    const grant = await commitOn(deps, target, (key) => {
      requireUsable(key);
      requireGrantable(key, operations);
      requireValidConstraints(key, constraints);
      if (input.DryRun) throw errors.dryRun();
      const made: Grant = {
        id: platform.random.bytes(32).toString('hex'),
        keyArn: key.arn,
        name: input.Name ?? '',
        grantee: input.GranteePrincipal,
        retiring: input.RetiringPrincipal,
        issuingAccount: principalAccount(call.principal) ?? call.account,
        operations,
        constraints,
        created: call.time,
      };
      const existing = grants.of(key.arn);
      const again = existing.find((each) => made.name !== '' && isSame(each, made));
      if (again) return again;
      if (existing.length >= MAX_GRANTS_PER_KEY) {
        throw errors.limitExceeded(
          `You have reached the limit of ${MAX_GRANTS_PER_KEY} grants for this key.`,
        );
      }
      grants.save(made);
      return made;
    });
    const token = writeToken(grant.id, platform.random.bytes(TOKEN_SALT_BYTES), wrapping);
    return { GrantToken: token, GrantId: grant.id };
  },
});

/** A named grant asked for again with the same parameters is the same grant. */
function isSame(a: Grant, b: Grant): boolean {
  const parameters = ({ name, grantee, retiring, operations, constraints, issuingAccount }: Grant) =>
    JSON.stringify([name, grantee, retiring, [...operations].sort(), constraints, issuingAccount]);
  return parameters(a) === parameters(b);
}
