// What an account has beside users, roles, groups and policies: each a small document under its kind and name.
import type { AccountId } from '../../core/ids.ts';
import type { Database } from '../../platform/database.ts';
import { nameKey } from './names.ts';
import type { PasswordPolicy } from './password-policy.ts';

export interface Documents {
  /** By its URL without the scheme. */
  readonly 'oidc-provider': OpenIdProvider;
  readonly 'instance-profile': InstanceProfile;
  /** An account has one at most; the name is the alias. */
  readonly alias: Record<string, never>;
  /** An account has one at most. */
  readonly 'password-policy': PasswordPolicy;
  /** By the unique id of its user. */
  readonly 'login-profile': LoginProfile;
  readonly 'ssh-key': SshKey;
  /** By its id. The password is told once, and kept nowhere. */
  readonly 'service-credential': ServiceCredential;
  /** Of a service-linked role; the name is the task's id. */
  readonly 'role-deletion': Record<string, never>;
}
type Kind = keyof Documents;

export interface OpenIdProvider {
  readonly url: string;
  readonly clientIds: readonly string[];
  readonly thumbprints: readonly string[];
  readonly created: number;
}
export interface SshKey {
  readonly id: string;
  /** The unique id of its user. */
  readonly user: string;
  /** SSH's encoding, in base64. */
  readonly blob: string;
  readonly active: boolean;
  readonly created: number;
}
export interface ServiceCredential {
  readonly id: string;
  /** The unique id of its user. */
  readonly user: string;
  readonly service: string;
  readonly name: string;
  readonly active: boolean;
  readonly created: number;
  readonly expires?: number | undefined;
}
export interface LoginProfile {
  readonly created: number;
  readonly resetRequired: boolean;
  readonly salt: string;
  /** Of its passwords, the newest first. */
  readonly hashes: readonly string[];
}
export interface InstanceProfile {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly created: number;
  /** The unique id of its role. */
  readonly role?: string | undefined;
}

export type DocumentStore = ReturnType<typeof createDocumentStore>;

export function createDocumentStore(database: Database) {
  const one = database.prepare<[string, string, string], { document: string }>(
    'SELECT document FROM iam_document WHERE account = ? AND kind = ? AND key = ?',
  );
  const all = database.prepare<[string, string], { name: string; document: string }>(
    'SELECT name, document FROM iam_document WHERE account = ? AND kind = ? ORDER BY key',
  );
  const put = database.prepare<[string, string, string, string, string]>(
    `INSERT INTO iam_document (account, kind, key, name, document) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET document = excluded.document`,
  );
  const drop = database.prepare<[string, string, string]>(
    'DELETE FROM iam_document WHERE account = ? AND kind = ? AND key = ?',
  );

  return {
    find<K extends Kind>(account: AccountId, kind: K, name: string): Documents[K] | undefined {
      const row = one.get(account, kind, nameKey(name));
      return row && (JSON.parse(row.document) as Documents[K]);
    },
    list<K extends Kind>(
      account: AccountId,
      kind: K,
    ): readonly { readonly name: string; readonly document: Documents[K] }[] {
      return all
        .all(account, kind)
        .map(({ name, document }) => ({ name, document: JSON.parse(document) as Documents[K] }));
    },
    save<K extends Kind>(account: AccountId, kind: K, name: string, document: Documents[K]): void {
      put.run(account, kind, nameKey(name), name, JSON.stringify(document));
    },
    remove(account: AccountId, kind: Kind, name: string): void {
      drop.run(account, kind, nameKey(name));
    },
  };
}
