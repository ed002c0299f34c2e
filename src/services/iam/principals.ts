// Whom a policy may name: IAM knows the users and roles of its accounts.
import { parseArn } from '../../core/arn.ts';
import { type AccountId, isAccountId } from '../../core/ids.ts';
import { type EntityStore, entityArn } from './entity-store.ts';

/** `AIDA…`, `AROA…`: what AWS makes of an ARN whose principal is gone, and refuses when it is put again. */
const UNIQUE_ID = /^A(IDA|ROA)[A-Z0-9]+$/;

/** CreateUser and CreateRole: no patterns. */
const NAME = /^[\w+=,.@-]+$/;

/** AWS knows its services by name; here any may be meant. */
export const isService = (value: string): boolean =>
  /^[a-z0-9.-]+\.(amazonaws\.com(\.cn)?|aws\.internal)$/.test(value);

/** Of SAML and OpenID Connect by ARN, whether or not it is there; well-known ones by their domain. */
export function isIdentityProvider(value: string): boolean {
  if (value === '*') return true;
  const arn = parseArn(value);
  if (arn) return arn.service === 'iam' && /^(saml|oidc)-provider\/./.test(arn.resource);
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(value);
}

/**
 * Users and roles of the own account must exist; what other accounts hold is believed, for an account may well be
 * one that nobody emulates here.
 */
export function isKnownPrincipal(value: string, account: AccountId, entities: EntityStore): boolean {
  if (value === '*' || isAccountId(value)) return true;
  if (UNIQUE_ID.test(value)) return entities.findById(value) !== undefined;
  const arn = parseArn(value);
  if (!arn || !isAccountId(arn.account) || arn.region !== '') return false;
  const [kind = '', ...rest] = arn.resource.split('/');
  if (arn.service === 'sts') return kind === 'assumed-role' || kind === 'federated-user';
  if (arn.service !== 'iam') return false;
  if (arn.resource === 'root') return true;
  if (kind !== 'user' && kind !== 'role') return false;
  const name = rest.at(-1) ?? '';
  // A service's own role is made by the service, which need not stand here; key policies and grants often name one.
  if (arn.account !== account || rest[0] === 'aws-service-role') return NAME.test(name);
  const found = entities.find(account, kind, name);
  return found !== undefined && parseArn(entityArn(found))?.resource === arn.resource;
}
