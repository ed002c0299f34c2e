// Policy documents on their way in: validated in IAM's words, held to IAM's sizes.
import type { PolicyDocument } from '../../access/policy-document.ts';
import { type DocumentKind, validatePolicy } from '../../access/validate-policy.ts';
import type { AccountId } from '../../core/ids.ts';
import type { Entity, EntityKind, EntityStore } from './entity-store.ts';
import { limitExceeded, malformedPolicy, quotaExceeded } from './errors.ts';
import { isIdentityProvider, isKnownPrincipal, isService } from './principals.ts';

export function requireDocument(text: string, kind: DocumentKind): PolicyDocument {
  const validation = validatePolicy(text, kind);
  if ('problem' in validation) throw malformedPolicy(validation.problem.message);
  return validation.document;
}

/** IAM does not count white space (IAM guide "IAM and STS quotas"). */
const sizeOf = (document: string): number => document.replace(/\s+/g, '').length;

const INLINE_LIMIT: Readonly<Record<EntityKind, number>> = { user: 2048, role: 10_240, group: 5120 };

/** All inline policies of an entity share one limit. */
export function requireRoomForInline(
  entities: EntityStore,
  owner: Entity,
  policyName: string,
  document: string,
): void {
  const others = entities.inlinePolicies(owner).filter(({ name }) => name !== policyName);
  const total = others.reduce((sum, policy) => sum + sizeOf(policy.document), sizeOf(document));
  const limit = INLINE_LIMIT[owner.kind];
  if (total > limit) {
    throw limitExceeded(`Maximum policy size of ${limit} bytes exceeded for ${owner.kind} ${owner.name}`);
  }
}

const MANAGED_LIMIT = 6144;

export function requireManagedSize(document: string): void {
  if (sizeOf(document) > MANAGED_LIMIT) throw quotaExceeded('PolicySize', MANAGED_LIMIT);
}

const TRUST_LIMIT = 2048;

export function requireTrustPolicy(text: string, account: AccountId, entities: EntityStore): void {
  const { statements } = requireDocument(text, 'trust');
  for (const { kind, value } of statements.flatMap(({ principal }) => principal?.named ?? [])) {
    if (kind === 'AWS' && !isKnownPrincipal(value, account, entities)) {
      throw malformedPolicy(`Invalid principal in policy: "AWS":"${value}"`);
    }
    if (kind === 'Service' && !isService(value)) {
      throw malformedPolicy(`Invalid principal in policy: "SERVICE":"${value}"`);
    }
    if (kind === 'Federated' && !isIdentityProvider(value)) {
      throw malformedPolicy('Federated principals must be valid domain names or SAML metadata ARNs');
    }
  }
  if (sizeOf(text) > TRUST_LIMIT) throw quotaExceeded('ACLSizePerRole', TRUST_LIMIT);
}
