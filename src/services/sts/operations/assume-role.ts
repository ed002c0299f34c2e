// AssumeRole: temporary credentials of a role, for whoever its trust policy admits.
//
// A role that does not exist and one that does not trust the caller are the same refusal on AWS. Root may
// assume roles here, where AWS refuses it: the caller without IAM keys is root, and must not need a user first.
import type { AccessCheck, ConditionContext } from '../../../core/access-check.ts';
import { parseArn } from '../../../core/arn.ts';
import type { RolePrincipal } from '../../../core/call.ts';
import { integer, required, structure } from '../../../core/shape.ts';
import { stsOperation } from '../deps.ts';
import { invalidParameter, notAuthorized, validationError } from '../errors.ts';
import type { Role } from '../ports.ts';
import { packedSize, requireSessionPolicies } from '../session-policies.ts';
import * as shapes from '../shapes.ts';

const DEFAULT_SECONDS = 3600;
const CHAINED_SECONDS = 3600;

export const assumeRoleOperation = stsOperation({
  name: 'AssumeRole',
  input: structure({
    RoleArn: required(shapes.arn),
    RoleSessionName: required(shapes.sessionName),
    PolicyArns: shapes.policyArns,
    Policy: shapes.sessionPolicy,
    DurationSeconds: shapes.roleDuration,
    Tags: shapes.tags,
    TransitiveTagKeys: shapes.tagKeys,
    ExternalId: shapes.externalId,
    SerialNumber: shapes.serialNumber,
    TokenCode: shapes.tokenCode,
    SourceIdentity: shapes.sourceIdentity,
  }),
  output: structure({
    Credentials: shapes.credentials,
    AssumedRoleUser: shapes.assumedRoleUser,
    PackedPolicySize: integer(),
    SourceIdentity: shapes.sourceIdentity,
  }),
  resolve({ input, call, deps }) {
    const arn = parseArn(input.RoleArn);
    if (arn?.service !== 'iam' || !arn.resource.startsWith('role/')) {
      throw validationError(`${input.RoleArn} is invalid`);
    }
    const role = deps.ports.findRole(input.RoleArn);
    if (!role) throw notAuthorized('sts:AssumeRole', input.RoleArn, call);
    return role;
  },
  access({ input, target }) {
    const context = conditionKeys(input, target);
    const on = (action: string): AccessCheck => ({
      action,
      resource: target.arn,
      account: target.account,
      policy: target.trustPolicy,
      policyRule: 'trust',
      context,
    });
    return [
      on('sts:AssumeRole'),
      ...(input.Tags && input.Tags.length > 0 ? [on('sts:TagSession')] : []),
      ...(input.SourceIdentity === undefined ? [] : [on('sts:SetSourceIdentity')]),
    ];
  },
  async run({ input, target, call, deps }) {
    const { RoleSessionName, DurationSeconds, Tags = [], TransitiveTagKeys = [], SourceIdentity } = input;
    const { principal } = call;
    const chained = principal.type === 'role';
    requireDuration(DurationSeconds, target, chained);
    const PackedPolicySize = packedSize(input, Tags);
    const sessionPolicies = requireSessionPolicies(input, target.account, deps.ports);

    const inherited = chained ? deps.sessions.transitiveTagsOf(principal) : {};
    requireSessionTags(Tags, TransitiveTagKeys, Object.keys(inherited));
    const sessionTags = { ...Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])), ...inherited };
    const session: RolePrincipal = {
      type: 'role',
      account: target.account,
      roleArn: target.arn,
      roleName: target.name,
      roleId: target.id,
      sessionName: RoleSessionName,
      arn: `arn:aws:sts::${target.account}:assumed-role/${target.name}/${RoleSessionName}`,
      ...(sessionPolicies.length > 0 && { sessionPolicies }),
      ...(Object.keys(sessionTags).length > 0 && { sessionTags }),
    };
    const seconds = DurationSeconds ?? DEFAULT_SECONDS;
    // Once set, it goes with every role assumed from the session.
    const sourceIdentity = SourceIdentity ?? (chained ? principal.session?.sourceIdentity : undefined);
    const named = new Set(TransitiveTagKeys.map((key) => key.toLowerCase()));
    const passedOn = Tags.map(({ Key }) => Key).filter((key) => named.has(key.toLowerCase()));
    const transitive = [...passedOn, ...Object.keys(inherited)];
    const Credentials =
      principal.type === 'service'
        ? deps.sessions.lend(session, seconds, call.time)
        : await deps.sessions.create(session, seconds, call.time, transitive, {
            // MFA codes are taken and not checked.
            ...(input.TokenCode !== undefined && { mfa: true }),
            ...(sourceIdentity !== undefined && { sourceIdentity }),
          });
    return {
      Credentials,
      AssumedRoleUser: { AssumedRoleId: `${target.id}:${RoleSessionName}`, Arn: session.arn },
      ...(PackedPolicySize !== undefined && { PackedPolicySize }),
      ...(SourceIdentity !== undefined && { SourceIdentity }),
    };
  },
});

interface Tag {
  readonly Key: string;
  readonly Value: string;
}
interface Given {
  readonly RoleSessionName: string;
  readonly ExternalId?: string | undefined;
  readonly SourceIdentity?: string | undefined;
  readonly Tags?: readonly Tag[] | undefined;
  readonly TransitiveTagKeys?: readonly string[] | undefined;
}

function conditionKeys(input: Given, role: Role): ConditionContext {
  const { Tags = [], TransitiveTagKeys } = input;
  return {
    'sts:RoleSessionName': input.RoleSessionName,
    'sts:ExternalId': input.ExternalId,
    'sts:SourceIdentity': input.SourceIdentity,
    'sts:TransitiveTagKeys': TransitiveTagKeys,
    ...(Tags.length > 0 && { 'aws:TagKeys': Tags.map(({ Key }) => Key) }),
    ...Object.fromEntries(Tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])),
    ...Object.fromEntries(Object.entries(role.tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value])),
    ...Object.fromEntries(Object.entries(role.tags).map(([key, value]) => [`iam:ResourceTag/${key}`, value])),
  };
}

export function requireDuration(seconds: number | undefined, role: Role, chained: boolean): void {
  if (seconds === undefined) return;
  if (chained && seconds > CHAINED_SECONDS) {
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (seconds > role.maxSessionDuration) {
    throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
}

/** Names of tags are compared whatever their case; the sentences are recorded. */
export function requireSessionTags(
  tags: readonly Tag[],
  transitive: readonly string[],
  inherited: readonly string[],
): void {
  const keys = new Set(tags.map(({ Key }) => Key.toLowerCase()));
  if (keys.size < tags.length) {
    throw invalidParameter('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
  // IAM guide "Passing session tags": the rules of IAM's tags hold. It names no words for this one.
  if (tags.some(({ Key, Value }) => /^aws:/i.test(Key) || /^aws:/i.test(Value))) {
    throw invalidParameter('Tag keys and values that begin with aws: are reserved for AWS internal use.');
  }
  if (transitive.some((key) => !keys.has(key.toLowerCase()))) {
    throw invalidParameter('The specified transitive tag key must be included in the requested tags.');
  }
  if (inherited.some((key) => keys.has(key.toLowerCase()))) {
    throw invalidParameter(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  }
}
