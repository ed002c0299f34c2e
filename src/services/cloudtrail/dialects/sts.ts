// STS in events: every call reads, and AssumeRole tells whom it made all the same.
import { parseArn } from '../../../core/arn.ts';
import type { Invocation } from '../../../core/invoke.ts';
import type { Dialect, Observed } from '../dialect.ts';
import type { Members } from '../entry.ts';
import { inWords, lowerFirst } from '../spelling.ts';

interface AssumedRole {
  readonly Credentials?: { readonly AccessKeyId: string; readonly Expiration: Date };
  readonly AssumedRoleUser?: Members;
  readonly FederatedUser?: Members;
  readonly SubjectFromWebIdentityToken?: string;
  readonly Provider?: string;
  readonly Audience?: string;
}

export const stsDialect: Dialect = {
  isReadOnly: () => true,
  observe({ input, output }: Invocation) {
    const arn = (input as { RoleArn?: string }).RoleArn;
    const arns = arn === undefined ? undefined : [arn];
    const answer = output as AssumedRole | undefined;
    const account = arn === undefined ? undefined : parseArn(arn)?.account;
    return { arns, account, told: toldOf(answer), identity: webIdentity(answer) };
  },
  responseElements: ({ observed }) => observed.told ?? null,
  resources: ({ observed }) =>
    observed.arns?.map((ARN) => ({
      accountId: parseArn(ARN)?.account ?? '',
      type: 'AWS::IAM::Role',
      ARN,
    })),
  lookupResources: ({ observed }) =>
    (observed.arns ?? []).map((ResourceName) => ({ ResourceType: 'AWS::IAM::Role', ResourceName })),
};

/** AWS tells the session token too; here a record never holds what opens a door. */
function toldOf(output: AssumedRole | undefined): Members | undefined {
  const { Credentials, AssumedRoleUser, FederatedUser, SubjectFromWebIdentityToken, Provider, Audience } =
    output ?? {};
  if (!Credentials) return undefined;
  return {
    credentials: { accessKeyId: Credentials.AccessKeyId, expiration: inWords(Credentials.Expiration) },
    ...(AssumedRoleUser && { assumedRoleUser: spelled(AssumedRoleUser) }),
    ...(FederatedUser && { federatedUser: spelled(FederatedUser) }),
    ...(SubjectFromWebIdentityToken !== undefined && {
      subjectFromWebIdentityToken: SubjectFromWebIdentityToken,
      provider: Provider,
      audience: Audience,
    }),
  };
}

const spelled = (members: Members): Members =>
  Object.fromEntries(Object.entries(members).map(([name, value]) => [lowerFirst(name), value]));

/** CloudTrail guide, "Identities for AWS STS API calls with SAML and web identity federation". */
function webIdentity(output: AssumedRole | undefined): Observed['identity'] {
  const { SubjectFromWebIdentityToken: userName, Provider: identityProvider, Audience } = output ?? {};
  if (userName === undefined || identityProvider === undefined) return undefined;
  const principalId = `${identityProvider}:${Audience}:${userName}`;
  return { type: 'WebIdentityUser', principalId, userName, identityProvider };
}
