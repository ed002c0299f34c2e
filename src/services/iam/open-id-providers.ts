// OpenID Connect providers: issuers of tokens that an account trusts, by the URL in the tokens' `iss`.
import type { Call } from '../../core/call.ts';
import type { AccountId } from '../../core/ids.ts';
import type { IamDeps } from './deps.ts';
import type { OpenIdProvider } from './document-store.ts';
import { noSuchEntity, validationError } from './errors.ts';
import { iamArn } from './names.ts';

export const providerArn = (account: AccountId, url: string): string =>
  iamArn(account, `oidc-provider/${url}`);

/** The URL without its scheme, as IAM keeps it. */
export function requireProviderUrl(given: string): string {
  const url = given.startsWith('https://') ? given.slice('https://'.length).replace(/\/$/, '') : '';
  if (url === '' || !URL.canParse(given) || /[?#]/.test(url)) {
    throw validationError('Invalid Open ID Connect Provider URL');
  }
  return url;
}

export function requireProvider(deps: IamDeps, call: Call, arn: string): OpenIdProvider {
  const prefix = providerArn(call.account, '');
  const found = arn.startsWith(prefix)
    ? deps.documents.find(call.account, 'oidc-provider', arn.slice(prefix.length))
    : undefined;
  if (!found) throw noSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`);
  return found;
}
