// AssumeRoleWithWebIdentity: temporary credentials of a role for whom an OpenID Connect provider vouches.
//
// The request is not signed: the token is all there is. A role that is not there and one that does not trust the
// provider answer alike.
import { parseArn } from '../../../core/arn.ts';
import type { RolePrincipal } from '../../../core/call.ts';
import type { AccountId } from '../../../core/ids.ts';
import { integer, required, string, structure } from '../../../core/shape.ts';
import { stsOperation } from '../deps.ts';
import { notAuthorizedToFederate, validationError } from '../errors.ts';
import { packedSize, requireSessionPolicies } from '../session-policies.ts';
import * as shapes from '../shapes.ts';
import { admits, readToken } from '../web-identity.ts';
import { requireDuration } from './assume-role.ts';

const DEFAULT_SECONDS = 3600;

export const assumeRoleWithWebIdentityOperation = stsOperation({
  name: 'AssumeRoleWithWebIdentity',
  input: structure({
    RoleArn: required(shapes.arn),
    RoleSessionName: required(shapes.sessionName),
    WebIdentityToken: required(string({ min: 4, max: 20_000, sensitive: true })),
    ProviderId: string({ min: 4, max: 2048 }),
    PolicyArns: shapes.policyArns,
    Policy: shapes.sessionPolicy,
    DurationSeconds: shapes.roleDuration,
  }),
  output: structure({
    Credentials: shapes.credentials,
    SubjectFromWebIdentityToken: string(),
    AssumedRoleUser: shapes.assumedRoleUser,
    PackedPolicySize: integer(),
    Provider: string(),
    Audience: string(),
  }),
  resolve({ input, call, deps }) {
    const arn = parseArn(input.RoleArn);
    if (arn?.service !== 'iam' || !arn.resource.startsWith('role/')) {
      throw validationError(`${input.RoleArn} is invalid`);
    }
    const identity = readToken(input.WebIdentityToken, arn.account as AccountId, call.time, deps.ports);
    const role = deps.ports.findRole(input.RoleArn);
    if (!role || !admits(role, identity, input.RoleSessionName)) throw notAuthorizedToFederate();
    return { role, identity };
  },
  // The trust policy has been asked: nobody signed whose policies could be.
  access: () => undefined,
  async run({ input, target: { role, identity }, call, deps }) {
    const { RoleSessionName, DurationSeconds } = input;
    requireDuration(DurationSeconds, role, false);
    const PackedPolicySize = packedSize(input, []);
    const sessionPolicies = requireSessionPolicies(input, role.account, deps.ports);
    const session: RolePrincipal = {
      type: 'role',
      account: role.account,
      roleArn: role.arn,
      roleName: role.name,
      roleId: role.id,
      sessionName: RoleSessionName,
      arn: `arn:aws:sts::${role.account}:assumed-role/${role.name}/${RoleSessionName}`,
      ...(sessionPolicies.length > 0 && { sessionPolicies }),
    };
    return {
      Credentials: await deps.sessions.create(session, DurationSeconds ?? DEFAULT_SECONDS, call.time),
      SubjectFromWebIdentityToken: identity.subject,
      AssumedRoleUser: { AssumedRoleId: `${role.id}:${RoleSessionName}`, Arn: session.arn },
      ...(PackedPolicySize !== undefined && { PackedPolicySize }),
      Provider: identity.provider.arn,
      Audience: identity.audience,
    };
  },
});
