// GetAccountSummary: how much of what an account has, and how much it may have.
import type { AccountId } from '../../../core/ids.ts';
import { empty, integer, map, string, structure } from '../../../core/shape.ts';
import { type IamDeps, iamOperation } from '../deps.ts';

/** "IAM and STS quotas", the defaults. */
const QUOTAS = {
  AccessKeysPerUserQuota: 2,
  AssumeRolePolicySizeQuota: 2048,
  AttachedPoliciesPerGroupQuota: 10,
  AttachedPoliciesPerRoleQuota: 10,
  AttachedPoliciesPerUserQuota: 10,
  GroupPolicySizeQuota: 5120,
  GroupsPerUserQuota: 10,
  GroupsQuota: 300,
  InstanceProfilesQuota: 1000,
  PoliciesQuota: 1500,
  PolicySizeQuota: 6144,
  PolicyVersionsInUseQuota: 10_000,
  RolePolicySizeQuota: 10_240,
  RolesQuota: 1000,
  ServerCertificatesQuota: 20,
  SigningCertificatesPerUserQuota: 2,
  UserPolicySizeQuota: 2048,
  UsersQuota: 5000,
  VersionsPerPolicyQuota: 5,
};

/** Of the root: it has a password, and no key that IAM made. Devices and certificates nobody can make here. */
const OF_ROOT = {
  AccountAccessKeysPresent: 0,
  AccountMFAEnabled: 0,
  AccountPasswordPresent: 1,
  AccountSigningCertificatesPresent: 0,
  GlobalEndpointTokenVersion: 1,
  MFADevices: 0,
  MFADevicesInUse: 0,
  ServerCertificates: 0,
};

export const getAccountSummaryOperation = iamOperation({
  name: 'GetAccountSummary',
  input: empty,
  output: structure({ SummaryMap: map(string(), integer()) }),
  access: ({ call }) => ({ action: 'iam:GetAccountSummary', resource: '*', account: call.account }),
  run: ({ call, deps }) => ({ SummaryMap: { ...QUOTAS, ...OF_ROOT, ...countsOf(call.account, deps) } }),
});

function countsOf(account: AccountId, { entities, policies, documents }: IamDeps) {
  const own = policies.list(account, 'Local');
  return {
    Users: entities.list(account, 'user').length,
    Roles: entities.list(account, 'role').length,
    Groups: entities.list(account, 'group').length,
    Policies: own.length,
    PolicyVersionsInUse: own.reduce((sum, policy) => sum + policies.versionsOf(policy).length, 0),
    InstanceProfiles: documents.list(account, 'instance-profile').length,
    Providers: documents.list(account, 'oidc-provider').length,
  };
}
