// Tokens of OpenID Connect providers, and whether a role's trust policy admits who they tell of.
//
// By design the signature is not checked: the issuer's keys are on the network, and nothing here calls out. Issuer,
// audience, subject and times are held to what IAM was told and to the clock, so that a trust policy's conditions
// mean what they say.
import { type AccessRequest, fits } from '../../access/evaluate.ts';
import { compilePolicy } from '../../access/policy.ts';
import type { AccountId } from '../../core/ids.ts';
import { expiredToken, invalidToken } from './errors.ts';
import type { Role, StsPorts } from './ports.ts';

export interface WebIdentity {
  /** As the token has it. */
  readonly issuer: string;
  readonly provider: { readonly arn: string; readonly url: string };
  readonly audience: string;
  readonly subject: string;
}

const NOT_A_JWT =
  'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)';

interface Claims {
  readonly iss?: unknown;
  readonly aud?: unknown;
  readonly azp?: unknown;
  readonly sub?: unknown;
  readonly exp?: unknown;
}

export function readToken(token: string, account: AccountId, now: number, ports: StsPorts): WebIdentity {
  const { iss, aud, azp, sub, exp } = claimsOf(token);
  const audiences = [aud].flat();
  if (typeof iss !== 'string' || typeof sub !== 'string' || typeof exp !== 'number') {
    throw invalidToken('Missing a required claim: iss, sub, aud or exp');
  }
  const provider = ports.findOpenIdProvider?.(iss, account);
  if (!provider) throw invalidToken(`No OpenIDConnect provider found in your account for ${iss}`);
  const audience = [azp, ...audiences].find(
    (each): each is string => typeof each === 'string' && provider.clientIds.includes(each),
  );
  if (audience === undefined) throw invalidToken('Incorrect token audience');
  const seconds = Math.floor(now / 1000);
  if (exp <= seconds) throw expiredToken(seconds, exp);
  return { issuer: iss, provider, audience, subject: sub };
}

function claimsOf(token: string): Claims {
  const [header, payload, signature, ...more] = token.split('.');
  if (!header || !payload || signature === undefined || more.length > 0) throw invalidToken(NOT_A_JWT);
  try {
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as unknown;
    if (typeof claims === 'object' && claims !== null) return claims;
  } catch {
    // Told below.
  }
  throw invalidToken(NOT_A_JWT);
}

const ACTION = 'sts:assumerolewithwebidentity';

/** IAM guide "Creating a role for web identity or OpenID Connect federation": `issuer:aud` and its like. */
export function admits(role: Role, identity: WebIdentity, sessionName: string): boolean {
  const { provider, audience, subject } = identity;
  const context = new Map([
    [`${provider.url}:aud`.toLowerCase(), [audience]],
    [`${provider.url}:sub`.toLowerCase(), [subject]],
    ['aws:federatedprovider', [provider.arn]],
    ['sts:rolesessionname', [sessionName]],
  ]);
  const request: AccessRequest = {
    action: ACTION,
    resource: role.arn,
    principal: { type: 'anonymous' },
    lookup: (key) => context.get(key),
    trust: true,
    canonicalIdOf: undefined,
  };
  const reaching = compilePolicy(role.trustPolicy).statements.filter(({ principal, ...statement }) => {
    const named = principal?.named.some(
      ({ kind, value }) =>
        (kind === 'Federated' && (value === provider.arn || value === provider.url)) || value === '*',
    );
    return named && principal?.negated === false && fits({ principal, ...statement }, request);
  });
  return (
    reaching.some(({ effect }) => effect === 'Allow') && !reaching.some(({ effect }) => effect === 'Deny')
  );
}
