// IAM: users, roles, groups, their policies and keys; what the authorizer and the authentication stage ask.
//
// Gaps: SAML providers, MFA devices, signing and server certificates, service control policies, access
// advisor.
// By design: changes are visible at once (AWS takes seconds); quotas are AWS's defaults.
// Client quirks: answers carry documents percent-encoded, the SDKs do not decode them; Terraform asks for
// instance profiles before it deletes a role.
import type { KnowsPrincipal } from '../../access/principals.ts';
import type { RenamePrincipal } from '../../access/rename-principal.ts';
import type { FindCredential, PoliciesOf } from '../../core/credentials.ts';
import type { AccountId } from '../../core/ids.ts';
import type { Service } from '../../core/operation.ts';
import type { Platform } from '../../platform/platform.ts';
import { createAccessKeyStore } from './access-key-store.ts';
import { CredentialReader } from './credentials.ts';
import type { IamDeps } from './deps.ts';
import { createDocumentStore } from './document-store.ts';
import { createEntityStore, entityArn } from './entity-store.ts';
import { iamErrors } from './errors.ts';
import { providerArn } from './open-id-providers.ts';
import { operations } from './operations/index.ts';
import { createPolicyStore } from './policy-store.ts';
import { PrincipalPolicyReader } from './principal-policies.ts';
import { isKnownPrincipal } from './principals.ts';
import { findRole, type RoleFacts } from './roles.ts';
import { createTagStore } from './tag-store.ts';

export { iamMigrations } from './migrations.ts';
export type { RoleFacts };

export interface Iam {
  readonly service: Service<IamDeps>;
  readonly operations: typeof operations;
  /** What binds a caller, for the authorizer. */
  readonly policiesOf: PoliciesOf;
  /** Keys of users, for the authentication stage. */
  readonly findCredential: FindCredential;
  /** For STS: a role by its ARN. */
  readonly findRole: (arn: string) => RoleFacts | undefined;
  /** For STS: a managed policy's document, as a session policy. */
  readonly findPolicyDocument: (arn: string, account: AccountId) => string | undefined;
  /** For STS: a provider by its tokens' issuer. */
  readonly findOpenIdProvider: (
    issuer: string,
    account: AccountId,
  ) => { readonly arn: string; readonly url: string; readonly clientIds: readonly string[] } | undefined;
  /** For resource policies: whether the principal that they name can be one, seen from an account. */
  readonly knowsPrincipal: KnowsPrincipal;
  /** For resource policies: told, inside the transaction, whom of those that they name they must follow. */
  readonly onRenamed: (follow: RenamePrincipal) => void;
  /** For STS: the user or the role of a unique id, while it is there. */
  readonly findIdentity: (id: string) => { readonly arn: string; readonly name: string } | undefined;
  /** Grows with every change of anything here: what was decided by an older one may be decided otherwise. */
  readonly revision: () => number;
  /** After a reset of all tables. */
  forget(): void;
}

export function createIam({ database, random, masterKey }: Platform): Iam {
  let revision = 0;
  const forget = () => {
    revision += 1;
    bound.forget();
    credentials.forget();
  };
  const followers: RenamePrincipal[] = [];
  const entities = createEntityStore(database, forget, (from, to) => {
    for (const follow of followers) follow(from, to);
  });
  const policies = createPolicyStore(database, forget);
  const tags = createTagStore(database, forget);
  const documents = createDocumentStore(database);
  const keys = createAccessKeyStore(database, masterKey, random, forget);
  const bound = new PrincipalPolicyReader(entities, policies, tags);
  const credentials = new CredentialReader(keys, entities);

  return {
    service: {
      name: 'iam',
      eventSource: 'iam.amazonaws.com',
      protocol: {
        kind: 'query',
        version: '2010-05-08',
        xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
      },
      deps: { database, random, documents, entities, policies, keys, tags, bound },
      operations,
      errors: iamErrors,
    },
    operations,
    policiesOf: bound.of,
    findCredential: credentials.find,
    findRole: (arn) => findRole(arn, entities, tags),
    findPolicyDocument(arn, account) {
      const policy = policies.find(arn, account);
      return policy && policies.document(policy);
    },
    findOpenIdProvider(issuer, account) {
      const provider = documents.find(account, 'oidc-provider', issuer.replace(/^https:\/\/|\/$/g, ''));
      return provider && { ...provider, arn: providerArn(account, provider.url) };
    },
    knowsPrincipal: (value, account) => isKnownPrincipal(value, account, entities),
    findIdentity(id) {
      const entity = entities.findById(id);
      return entity && { arn: entityArn(entity), name: entity.name };
    },
    onRenamed: (follow) => followers.push(follow),
    revision: () => revision,
    forget,
  };
}
