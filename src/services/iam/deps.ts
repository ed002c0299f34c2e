// What IAM's operations work with.
import { operationOf } from '../../core/operation.ts';
import type { Database } from '../../platform/database.ts';
import type { Random } from '../../platform/random.ts';
import type { AccessKeyStore } from './access-key-store.ts';
import type { DocumentStore } from './document-store.ts';
import type { EntityStore } from './entity-store.ts';
import type { PolicyStore } from './policy-store.ts';
import type { PrincipalPolicyReader } from './principal-policies.ts';
import type { TagStore } from './tag-store.ts';

export interface IamDeps {
  readonly database: Database;
  readonly random: Random;
  readonly documents: DocumentStore;
  readonly entities: EntityStore;
  readonly policies: PolicyStore;
  readonly keys: AccessKeyStore;
  readonly tags: TagStore;
  readonly bound: PrincipalPolicyReader;
}

export const iamOperation = operationOf<IamDeps>();
