// RetireGrant: the grant itself says who may end it.
import type { Call } from '../../../core/call.ts';
import { empty, string, structure, type TypeOf } from '../../../core/shape.ts';
import { type KmsDeps, kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { type Grant, isPrincipal, readToken } from '../grant.ts';
import { grantId } from '../grant-entry.ts';
import type { Key } from '../key.ts';
import { keyAccess } from '../key-access.ts';
import { resolveKey } from '../key-resolution.ts';
import * as shapes from '../shapes.ts';

const input = structure({
  GrantToken: string({ min: 1, max: 8192 }),
  KeyId: shapes.keyId,
  GrantId: grantId,
  DryRun: shapes.dryRun,
});

export const retireGrantOperation = kmsOperation({
  name: 'RetireGrant',
  input,
  output: empty,
  resolve: ({ input: given, call, deps }) => findGrant(deps, call, given),
  access({ target: { grant, key }, call, deps }) {
    const check = keyAccess({ action: 'RetireGrant', key, call, deps });
    // The grant decides first of all: its retiring principal, its grantee if it says so, its account.
    return {
      ...check,
      context: check.context,
      otherwise: () => (mayRetire(grant, call) ? `grant ${grant.id}` : undefined),
    };
  },
  async run({ input: given, target: { grant }, deps }) {
    if (given.DryRun) throw errors.dryRun();
    await deps.commit(() => deps.grants.remove(grant));
    return {};
  },
});

function findGrant(
  deps: KmsDeps,
  call: Call,
  given: TypeOf<typeof input>,
): { readonly grant: Grant; readonly key: Key } {
  const { GrantToken: token, KeyId: named, GrantId: id } = given;
  if (token !== undefined) {
    const grant = deps.grants.find(readToken(token, deps.wrapping) ?? '');
    const key = grant && deps.keys.find(grant.keyArn);
    if (!grant || !key) throw errors.invalidGrantToken();
    return { grant, key };
  }
  if (named === undefined || id === undefined) {
    throw errors.validation('You must specify either GrantToken or both KeyId and GrantId.');
  }
  const key = resolveKey(deps, call, named, { action: 'kms:RetireGrant', crossAccount: true });
  const grant = deps.grants.of(key.arn).find((each) => each.id === id);
  if (grant) return { grant, key };
  if (key.account !== call.account) throw errors.foreignDenied('kms:RetireGrant', call);
  throw errors.grantNotFound(id);
}

function mayRetire(grant: Grant, { principal }: Call): boolean {
  if (grant.retiring !== undefined && isPrincipal(grant.retiring, principal)) return true;
  if (grant.operations.includes('RetireGrant') && isPrincipal(grant.grantee, principal)) return true;
  return principal.type === 'root' && principal.account === grant.issuingAccount;
}
