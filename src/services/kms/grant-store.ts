// Grants in SQLite; those of keys in use are kept in memory, because every refused policy asks for them.
import type { RenamePrincipal } from '../../access/rename-principal.ts';
import type { AccountId } from '../../core/ids.ts';
import type { Database } from '../../platform/database.ts';
import type { Grant } from './grant.ts';
import type { KeyArn } from './key.ts';

interface Row extends Omit<Grant, 'operations' | 'constraints' | 'retiring'> {
  readonly retiring: string | null;
  readonly operations: string;
  readonly constraints: string | null;
}

const COLUMNS = `id, key_arn AS keyArn, name, grantee, retiring, issuing_account AS issuingAccount, operations,
  constraints, created`;

export class GrantStore {
  private readonly byKey = new Map<KeyArn, readonly Grant[]>();
  private readonly sql: ReturnType<typeof prepare>;

  constructor(database: Database) {
    this.sql = prepare(database);
  }

  /** Oldest first. */
  of(keyArn: KeyArn): readonly Grant[] {
    const known = this.byKey.get(keyArn);
    if (known) return known;
    const grants = this.sql.ofKey.all(keyArn).map(asGrant);
    this.byKey.set(keyArn, grants);
    return grants;
  }

  find(id: string): Grant | undefined {
    const row = this.sql.find.get(id);
    return row && asGrant(row);
  }

  /** Grants that the principal may retire, after the marker's id. */
  retirableBy(principal: string, after: string): Grant[] {
    return this.sql.retirable.all(principal, after).map(asGrant);
  }

  /** Inside a commit. */
  save(grant: Grant): void {
    this.sql.save.run({
      ...grant,
      retiring: grant.retiring ?? null,
      operations: JSON.stringify(grant.operations),
      constraints: grant.constraints ? JSON.stringify(grant.constraints) : null,
    });
    this.byKey.delete(grant.keyArn);
  }

  /** Inside a commit. */
  remove(grant: Grant): void {
    this.sql.remove.run(grant.id);
    this.byKey.delete(grant.keyArn);
  }

  /** Inside a commit: follows a user or a role to another name, or to the id of a deleted one. */
  readonly renamePrincipal: RenamePrincipal = (from, to) => {
    this.sql.renameGrantee.run(to, from);
    this.sql.renameRetiring.run(to, from);
    this.byKey.clear();
  };

  /** The key is gone. */
  drop(keyArn: KeyArn): void {
    this.byKey.delete(keyArn);
  }

  forget(): void {
    this.byKey.clear();
  }
}

const asGrant = (row: Row): Grant => ({
  ...row,
  retiring: row.retiring ?? undefined,
  issuingAccount: row.issuingAccount as AccountId,
  operations: JSON.parse(row.operations),
  constraints: row.constraints === null ? undefined : JSON.parse(row.constraints),
});

function prepare(database: Database) {
  return {
    ofKey: database.prepare<[string], Row>(
      `SELECT ${COLUMNS} FROM kms_grant WHERE key_arn = ? ORDER BY created, id`,
    ),
    find: database.prepare<[string], Row>(`SELECT ${COLUMNS} FROM kms_grant WHERE id = ?`),
    retirable: database.prepare<[string, string], Row>(
      `SELECT ${COLUMNS} FROM kms_grant WHERE retiring = ? AND id > ? ORDER BY id`,
    ),
    save: database.prepare<[Row]>(
      `INSERT OR REPLACE INTO kms_grant VALUES (@id, @keyArn, @name, @grantee, @retiring, @issuingAccount,
        @operations, @constraints, @created)`,
    ),
    renameGrantee: database.prepare<[string, string]>('UPDATE kms_grant SET grantee = ? WHERE grantee = ?'),
    renameRetiring: database.prepare<[string, string]>(
      'UPDATE kms_grant SET retiring = ? WHERE retiring = ?',
    ),
    remove: database.prepare<[string]>('DELETE FROM kms_grant WHERE id = ?'),
  };
}
