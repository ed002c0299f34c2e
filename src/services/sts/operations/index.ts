// Every operation of STS, by the name AWS gives it.
import { assumeRoleOperation } from './assume-role.ts';
import { assumeRoleWithWebIdentityOperation } from './assume-role-with-web-identity.ts';
import { getAccessKeyInfoOperation } from './get-access-key-info.ts';
import { getCallerIdentityOperation } from './get-caller-identity.ts';
import { getFederationTokenOperation } from './get-federation-token.ts';
import { getSessionTokenOperation } from './get-session-token.ts';

export const operations = {
  AssumeRole: assumeRoleOperation,
  AssumeRoleWithWebIdentity: assumeRoleWithWebIdentityOperation,
  GetAccessKeyInfo: getAccessKeyInfoOperation,
  GetCallerIdentity: getCallerIdentityOperation,
  GetFederationToken: getFederationTokenOperation,
  GetSessionToken: getSessionTokenOperation,
};
