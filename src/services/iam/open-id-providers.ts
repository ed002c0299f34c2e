// OpenID Connect providers: issuers of tokens that an account trusts, by the URL in the tokens' `iss`.
import type { AccessCheck, ConditionContext } from '../../core/access-check.ts';
import type { Call } from '../../core/call.ts';
import type { AccountId } from '../../core/ids.ts';
import { onName, resourceTags } from './access.ts';
import type { IamDeps } from './deps.ts';
import type { OpenIdProvider } from './document-store.ts';
import { invalidInput, noSuchEntity, quotaExceeded, validationError } from './errors.ts';
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

/** By which its tags are kept. */
export const tagOwner = (call: Call, { url }: OpenIdProvider): string => providerArn(call.account, url);

export const onProvider = (
  action: string,
  provider: OpenIdProvider,
  call: Call,
  deps: IamDeps,
  context: ConditionContext = {},
): AccessCheck =>
  onName(action, call, `oidc-provider/${provider.url}`, {
    ...resourceTags(deps.tags.of(tagOwner(call, provider))),
    ...context,
  });

const MAX_THUMBPRINTS = 5;
const MAX_CLIENT_IDS = 100;

export function requireThumbprints(thumbprints: readonly string[]): void {
  if (thumbprints.length > MAX_THUMBPRINTS) {
    throw invalidInput(`Thumbprint list must contain fewer than ${MAX_THUMBPRINTS} entries.`);
  }
}
export function requireClientIds(clientIds: readonly string[]): void {
  if (clientIds.length > MAX_CLIENT_IDS) {
    throw quotaExceeded('ClientIdsPerOpenIdConnectProvider', MAX_CLIENT_IDS);
  }
}

/** Writes the provider as `edit` makes it of what it is by then. */
export async function changeProvider(
  deps: IamDeps,
  call: Call,
  { url }: OpenIdProvider,
  edit: (provider: OpenIdProvider) => OpenIdProvider,
): Promise<void> {
  await deps.database.commit(() => {
    const provider = requireProvider(deps, call, providerArn(call.account, url));
    deps.documents.save(call.account, 'oidc-provider', url, edit(provider));
  });
}
