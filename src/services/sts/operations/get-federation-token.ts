// GetFederationToken: a session under another name, that may what its user and the policies given with it both allow.
import type { FederatedPrincipal } from '../../../core/call.ts';
import type { AccountId } from '../../../core/ids.ts';
import { integer, required, string, structure } from '../../../core/shape.ts';
import { stsOperation } from '../deps.ts';
import { accessDenied, missingAuthenticationToken } from '../errors.ts';
import { packedSize, requireSessionPolicies } from '../session-policies.ts';
import * as shapes from '../shapes.ts';
import { requireSessionTags } from './assume-role.ts';

const USER_SECONDS = 43_200;
/** "Sessions obtained using root user credentials are restricted to a maximum of 3,600 seconds". */
const ROOT_SECONDS = 3600;

const federatedArn = (account: AccountId, name: string): string =>
  `arn:aws:sts::${account}:federated-user/${name}`;

export const getFederationTokenOperation = stsOperation({
  name: 'GetFederationToken',
  input: structure({
    Name: required(string({ min: 2, max: 32, pattern: '[\\w+=,.@-]*' })),
    Policy: shapes.sessionPolicy,
    PolicyArns: shapes.policyArns,
    DurationSeconds: shapes.sessionDuration,
    Tags: shapes.tags,
  }),
  output: structure({
    Credentials: shapes.credentials,
    FederatedUser: structure({ FederatedUserId: required(string()), Arn: required(string()) }),
    PackedPolicySize: integer(),
  }),
  resolve({ call: { principal } }) {
    if (principal.type === 'anonymous' || principal.type === 'service') throw missingAuthenticationToken();
    const lasting = principal.type === 'root' || principal.type === 'user';
    if (!lasting || principal.accessKeyId?.startsWith('ASIA')) {
      throw accessDenied('Cannot call GetFederationToken with session credentials');
    }
    return principal;
  },
  access({ input: { Name, Tags = [] }, call: { account } }) {
    const on = (action: string) => ({
      action,
      resource: federatedArn(account, Name),
      account,
      context: {
        ...(Tags.length > 0 && { 'aws:TagKeys': Tags.map(({ Key }) => Key) }),
        ...Object.fromEntries(Tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])),
      },
    });
    return [on('sts:GetFederationToken'), ...(Tags.length > 0 ? [on('sts:TagSession')] : [])];
  },
  async run({ input, target: caller, call, deps }) {
    const { Name: name, Tags = [], DurationSeconds = USER_SECONDS } = input;
    const { account } = caller;
    requireSessionTags(Tags, [], []);
    const PackedPolicySize = packedSize(input, Tags) ?? 0;
    const session: FederatedPrincipal = {
      type: 'federated',
      account,
      arn: federatedArn(account, name),
      name,
      ...(caller.type === 'user' && { user: { arn: caller.arn, name: caller.name, id: caller.id } }),
      sessionPolicies: requireSessionPolicies(input, account, deps.ports),
      ...(Tags.length > 0 && {
        sessionTags: Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
      }),
    };
    const seconds = caller.type === 'root' ? Math.min(DurationSeconds, ROOT_SECONDS) : DurationSeconds;
    return {
      Credentials: await deps.sessions.create(session, seconds, call.time),
      FederatedUser: { FederatedUserId: `${account}:${name}`, Arn: session.arn },
      PackedPolicySize,
    };
  },
});
