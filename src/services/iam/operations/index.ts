// Every operation of IAM, by the name AWS gives it.

import { addClientIdToOpenIdConnectProviderOperation } from './add-client-id-to-open-id-connect-provider.ts';
import { addRoleToInstanceProfileOperation } from './add-role-to-instance-profile.ts';
import { addUserToGroupOperation } from './add-user-to-group.ts';
import { attachGroupPolicyOperation } from './attach-group-policy.ts';
import { attachRolePolicyOperation } from './attach-role-policy.ts';
import { attachUserPolicyOperation } from './attach-user-policy.ts';
import { changePasswordOperation } from './change-password.ts';
import { createAccessKeyOperation } from './create-access-key.ts';
import { createAccountAliasOperation } from './create-account-alias.ts';
import { createGroupOperation } from './create-group.ts';
import { createInstanceProfileOperation } from './create-instance-profile.ts';
import { createLoginProfileOperation } from './create-login-profile.ts';
import { createOpenIdConnectProviderOperation } from './create-open-id-connect-provider.ts';
import { createPolicyOperation } from './create-policy.ts';
import { createPolicyVersionOperation } from './create-policy-version.ts';
import { createRoleOperation } from './create-role.ts';
import { createServiceLinkedRoleOperation } from './create-service-linked-role.ts';
import { createServiceSpecificCredentialOperation } from './create-service-specific-credential.ts';
import { createUserOperation } from './create-user.ts';
import { deleteAccessKeyOperation } from './delete-access-key.ts';
import { deleteAccountAliasOperation } from './delete-account-alias.ts';
import { deleteAccountPasswordPolicyOperation } from './delete-account-password-policy.ts';
import { deleteGroupOperation } from './delete-group.ts';
import { deleteGroupPolicyOperation } from './delete-group-policy.ts';
import { deleteInstanceProfileOperation } from './delete-instance-profile.ts';
import { deleteLoginProfileOperation } from './delete-login-profile.ts';
import { deleteOpenIdConnectProviderOperation } from './delete-open-id-connect-provider.ts';
import { deletePolicyOperation } from './delete-policy.ts';
import { deletePolicyVersionOperation } from './delete-policy-version.ts';
import { deleteRoleOperation } from './delete-role.ts';
import { deleteRolePermissionsBoundaryOperation } from './delete-role-permissions-boundary.ts';
import { deleteRolePolicyOperation } from './delete-role-policy.ts';
import { deleteServiceLinkedRoleOperation } from './delete-service-linked-role.ts';
import { deleteServiceSpecificCredentialOperation } from './delete-service-specific-credential.ts';
import { deleteSshPublicKeyOperation } from './delete-ssh-public-key.ts';
import { deleteUserOperation } from './delete-user.ts';
import { deleteUserPermissionsBoundaryOperation } from './delete-user-permissions-boundary.ts';
import { deleteUserPolicyOperation } from './delete-user-policy.ts';
import { detachGroupPolicyOperation } from './detach-group-policy.ts';
import { detachRolePolicyOperation } from './detach-role-policy.ts';
import { detachUserPolicyOperation } from './detach-user-policy.ts';
import { getAccountPasswordPolicyOperation } from './get-account-password-policy.ts';
import { getAccountSummaryOperation } from './get-account-summary.ts';
import { getContextKeysForCustomPolicyOperation } from './get-context-keys-for-custom-policy.ts';
import { getContextKeysForPrincipalPolicyOperation } from './get-context-keys-for-principal-policy.ts';
import { getGroupOperation } from './get-group.ts';
import { getGroupPolicyOperation } from './get-group-policy.ts';
import { getInstanceProfileOperation } from './get-instance-profile.ts';
import { getLoginProfileOperation } from './get-login-profile.ts';
import { getOpenIdConnectProviderOperation } from './get-open-id-connect-provider.ts';
import { getPolicyOperation } from './get-policy.ts';
import { getPolicyVersionOperation } from './get-policy-version.ts';
import { getRoleOperation } from './get-role.ts';
import { getRolePolicyOperation } from './get-role-policy.ts';
import { getServiceLinkedRoleDeletionStatusOperation } from './get-service-linked-role-deletion-status.ts';
import { getSshPublicKeyOperation } from './get-ssh-public-key.ts';
import { getUserOperation } from './get-user.ts';
import { getUserPolicyOperation } from './get-user-policy.ts';
import { listAccessKeysOperation } from './list-access-keys.ts';
import { listAccountAliasesOperation } from './list-account-aliases.ts';
import { listAttachedGroupPoliciesOperation } from './list-attached-group-policies.ts';
import { listAttachedRolePoliciesOperation } from './list-attached-role-policies.ts';
import { listAttachedUserPoliciesOperation } from './list-attached-user-policies.ts';
import { listEntitiesForPolicyOperation } from './list-entities-for-policy.ts';
import { listGroupPoliciesOperation } from './list-group-policies.ts';
import { listGroupsOperation } from './list-groups.ts';
import { listGroupsForUserOperation } from './list-groups-for-user.ts';
import { listInstanceProfileTagsOperation } from './list-instance-profile-tags.ts';
import { listInstanceProfilesOperation } from './list-instance-profiles.ts';
import { listInstanceProfilesForRoleOperation } from './list-instance-profiles-for-role.ts';
import { listMfaDevicesOperation } from './list-mfa-devices.ts';
import { listOpenIdConnectProviderTagsOperation } from './list-open-id-connect-provider-tags.ts';
import { listOpenIdConnectProvidersOperation } from './list-open-id-connect-providers.ts';
import { listPoliciesOperation } from './list-policies.ts';
import { listPolicyTagsOperation } from './list-policy-tags.ts';
import { listPolicyVersionsOperation } from './list-policy-versions.ts';
import { listRolePoliciesOperation } from './list-role-policies.ts';
import { listRoleTagsOperation } from './list-role-tags.ts';
import { listRolesOperation } from './list-roles.ts';
import { listServiceSpecificCredentialsOperation } from './list-service-specific-credentials.ts';
import { listSigningCertificatesOperation } from './list-signing-certificates.ts';
import { listSshPublicKeysOperation } from './list-ssh-public-keys.ts';
import { listUserPoliciesOperation } from './list-user-policies.ts';
import { listUserTagsOperation } from './list-user-tags.ts';
import { listUsersOperation } from './list-users.ts';
import { listVirtualMfaDevicesOperation } from './list-virtual-mfa-devices.ts';
import { putGroupPolicyOperation } from './put-group-policy.ts';
import { putRolePermissionsBoundaryOperation } from './put-role-permissions-boundary.ts';
import { putRolePolicyOperation } from './put-role-policy.ts';
import { putUserPermissionsBoundaryOperation } from './put-user-permissions-boundary.ts';
import { putUserPolicyOperation } from './put-user-policy.ts';
import { removeClientIdFromOpenIdConnectProviderOperation } from './remove-client-id-from-open-id-connect-provider.ts';
import { removeRoleFromInstanceProfileOperation } from './remove-role-from-instance-profile.ts';
import { removeUserFromGroupOperation } from './remove-user-from-group.ts';
import { resetServiceSpecificCredentialOperation } from './reset-service-specific-credential.ts';
import { setDefaultPolicyVersionOperation } from './set-default-policy-version.ts';
import { simulateCustomPolicyOperation } from './simulate-custom-policy.ts';
import { simulatePrincipalPolicyOperation } from './simulate-principal-policy.ts';
import { tagInstanceProfileOperation } from './tag-instance-profile.ts';
import { tagOpenIdConnectProviderOperation } from './tag-open-id-connect-provider.ts';
import { tagPolicyOperation } from './tag-policy.ts';
import { tagRoleOperation } from './tag-role.ts';
import { tagUserOperation } from './tag-user.ts';
import { untagInstanceProfileOperation } from './untag-instance-profile.ts';
import { untagOpenIdConnectProviderOperation } from './untag-open-id-connect-provider.ts';
import { untagPolicyOperation } from './untag-policy.ts';
import { untagRoleOperation } from './untag-role.ts';
import { untagUserOperation } from './untag-user.ts';
import { updateAccessKeyOperation } from './update-access-key.ts';
import { updateAccountPasswordPolicyOperation } from './update-account-password-policy.ts';
import { updateAssumeRolePolicyOperation } from './update-assume-role-policy.ts';
import { updateGroupOperation } from './update-group.ts';
import { updateLoginProfileOperation } from './update-login-profile.ts';
import { updateOpenIdConnectProviderThumbprintOperation } from './update-open-id-connect-provider-thumbprint.ts';
import { updateRoleOperation } from './update-role.ts';
import { updateRoleDescriptionOperation } from './update-role-description.ts';
import { updateServiceSpecificCredentialOperation } from './update-service-specific-credential.ts';
import { updateSshPublicKeyOperation } from './update-ssh-public-key.ts';
import { updateUserOperation } from './update-user.ts';
import { uploadSshPublicKeyOperation } from './upload-ssh-public-key.ts';

export const operations = {
  AddClientIDToOpenIDConnectProvider: addClientIdToOpenIdConnectProviderOperation,
  AddRoleToInstanceProfile: addRoleToInstanceProfileOperation,
  AddUserToGroup: addUserToGroupOperation,
  AttachGroupPolicy: attachGroupPolicyOperation,
  AttachRolePolicy: attachRolePolicyOperation,
  AttachUserPolicy: attachUserPolicyOperation,
  ChangePassword: changePasswordOperation,
  CreateAccessKey: createAccessKeyOperation,
  CreateAccountAlias: createAccountAliasOperation,
  CreateGroup: createGroupOperation,
  CreateInstanceProfile: createInstanceProfileOperation,
  CreateLoginProfile: createLoginProfileOperation,
  CreateOpenIDConnectProvider: createOpenIdConnectProviderOperation,
  CreatePolicy: createPolicyOperation,
  CreatePolicyVersion: createPolicyVersionOperation,
  CreateRole: createRoleOperation,
  CreateServiceLinkedRole: createServiceLinkedRoleOperation,
  CreateServiceSpecificCredential: createServiceSpecificCredentialOperation,
  CreateUser: createUserOperation,
  DeleteAccessKey: deleteAccessKeyOperation,
  DeleteAccountAlias: deleteAccountAliasOperation,
  DeleteAccountPasswordPolicy: deleteAccountPasswordPolicyOperation,
  DeleteGroup: deleteGroupOperation,
  DeleteGroupPolicy: deleteGroupPolicyOperation,
  DeleteInstanceProfile: deleteInstanceProfileOperation,
  DeleteLoginProfile: deleteLoginProfileOperation,
  DeleteOpenIDConnectProvider: deleteOpenIdConnectProviderOperation,
  DeletePolicy: deletePolicyOperation,
  DeletePolicyVersion: deletePolicyVersionOperation,
  DeleteRole: deleteRoleOperation,
  DeleteRolePermissionsBoundary: deleteRolePermissionsBoundaryOperation,
  DeleteRolePolicy: deleteRolePolicyOperation,
  DeleteSSHPublicKey: deleteSshPublicKeyOperation,
  DeleteServiceLinkedRole: deleteServiceLinkedRoleOperation,
  DeleteServiceSpecificCredential: deleteServiceSpecificCredentialOperation,
  DeleteUser: deleteUserOperation,
  DeleteUserPermissionsBoundary: deleteUserPermissionsBoundaryOperation,
  DeleteUserPolicy: deleteUserPolicyOperation,
  DetachGroupPolicy: detachGroupPolicyOperation,
  DetachRolePolicy: detachRolePolicyOperation,
  DetachUserPolicy: detachUserPolicyOperation,
  GetAccountPasswordPolicy: getAccountPasswordPolicyOperation,
  GetAccountSummary: getAccountSummaryOperation,
  GetContextKeysForCustomPolicy: getContextKeysForCustomPolicyOperation,
  GetContextKeysForPrincipalPolicy: getContextKeysForPrincipalPolicyOperation,
  GetGroup: getGroupOperation,
  GetGroupPolicy: getGroupPolicyOperation,
  GetInstanceProfile: getInstanceProfileOperation,
  GetLoginProfile: getLoginProfileOperation,
  GetOpenIDConnectProvider: getOpenIdConnectProviderOperation,
  GetPolicy: getPolicyOperation,
  GetPolicyVersion: getPolicyVersionOperation,
  GetRole: getRoleOperation,
  GetRolePolicy: getRolePolicyOperation,
  GetSSHPublicKey: getSshPublicKeyOperation,
  GetServiceLinkedRoleDeletionStatus: getServiceLinkedRoleDeletionStatusOperation,
  GetUser: getUserOperation,
  GetUserPolicy: getUserPolicyOperation,
  ListAccessKeys: listAccessKeysOperation,
  ListAccountAliases: listAccountAliasesOperation,
  ListAttachedGroupPolicies: listAttachedGroupPoliciesOperation,
  ListAttachedRolePolicies: listAttachedRolePoliciesOperation,
  ListAttachedUserPolicies: listAttachedUserPoliciesOperation,
  ListEntitiesForPolicy: listEntitiesForPolicyOperation,
  ListGroupPolicies: listGroupPoliciesOperation,
  ListGroups: listGroupsOperation,
  ListGroupsForUser: listGroupsForUserOperation,
  ListInstanceProfileTags: listInstanceProfileTagsOperation,
  ListInstanceProfiles: listInstanceProfilesOperation,
  ListInstanceProfilesForRole: listInstanceProfilesForRoleOperation,
  ListMFADevices: listMfaDevicesOperation,
  ListOpenIDConnectProviderTags: listOpenIdConnectProviderTagsOperation,
  ListOpenIDConnectProviders: listOpenIdConnectProvidersOperation,
  ListPolicies: listPoliciesOperation,
  ListPolicyTags: listPolicyTagsOperation,
  ListPolicyVersions: listPolicyVersionsOperation,
  ListRolePolicies: listRolePoliciesOperation,
  ListRoleTags: listRoleTagsOperation,
  ListRoles: listRolesOperation,
  ListSSHPublicKeys: listSshPublicKeysOperation,
  ListServiceSpecificCredentials: listServiceSpecificCredentialsOperation,
  ListSigningCertificates: listSigningCertificatesOperation,
  ListUserPolicies: listUserPoliciesOperation,
  ListUserTags: listUserTagsOperation,
  ListUsers: listUsersOperation,
  ListVirtualMFADevices: listVirtualMfaDevicesOperation,
  PutGroupPolicy: putGroupPolicyOperation,
  PutRolePermissionsBoundary: putRolePermissionsBoundaryOperation,
  PutRolePolicy: putRolePolicyOperation,
  PutUserPermissionsBoundary: putUserPermissionsBoundaryOperation,
  PutUserPolicy: putUserPolicyOperation,
  RemoveClientIDFromOpenIDConnectProvider: removeClientIdFromOpenIdConnectProviderOperation,
  RemoveRoleFromInstanceProfile: removeRoleFromInstanceProfileOperation,
  RemoveUserFromGroup: removeUserFromGroupOperation,
  ResetServiceSpecificCredential: resetServiceSpecificCredentialOperation,
  SetDefaultPolicyVersion: setDefaultPolicyVersionOperation,
  SimulateCustomPolicy: simulateCustomPolicyOperation,
  SimulatePrincipalPolicy: simulatePrincipalPolicyOperation,
  TagInstanceProfile: tagInstanceProfileOperation,
  TagOpenIDConnectProvider: tagOpenIdConnectProviderOperation,
  TagPolicy: tagPolicyOperation,
  TagRole: tagRoleOperation,
  TagUser: tagUserOperation,
  UntagInstanceProfile: untagInstanceProfileOperation,
  UntagOpenIDConnectProvider: untagOpenIdConnectProviderOperation,
  UntagPolicy: untagPolicyOperation,
  UntagRole: untagRoleOperation,
  UntagUser: untagUserOperation,
  UpdateAccessKey: updateAccessKeyOperation,
  UpdateAccountPasswordPolicy: updateAccountPasswordPolicyOperation,
  UpdateAssumeRolePolicy: updateAssumeRolePolicyOperation,
  UpdateGroup: updateGroupOperation,
  UpdateLoginProfile: updateLoginProfileOperation,
  UpdateOpenIDConnectProviderThumbprint: updateOpenIdConnectProviderThumbprintOperation,
  UpdateRole: updateRoleOperation,
  UpdateRoleDescription: updateRoleDescriptionOperation,
  UpdateSSHPublicKey: updateSshPublicKeyOperation,
  UpdateServiceSpecificCredential: updateServiceSpecificCredentialOperation,
  UpdateUser: updateUserOperation,
  UploadSSHPublicKey: uploadSshPublicKeyOperation,
};
