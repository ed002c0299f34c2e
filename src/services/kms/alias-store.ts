// Aliases in SQLite, those in use remembered: name to key.
import type { AccountId, Region } from '../../core/ids.ts';
import type { Database } from '../../platform/database.ts';
import type { KeyArn } from './key.ts';
import type { KeyStore } from './key-store.ts';

export interface Alias {
  readonly account: AccountId;
  readonly region: Region;
  /** `alias/…` */
  readonly name: string;
  readonly keyArn: KeyArn;
  readonly created: number;
  readonly updated: number;
}

const COLUMNS = 'account, region, name, key_arn AS keyArn, created, updated';

export class AliasStore {
  private readonly known = new Map<string, Alias>();
  private readonly sql: ReturnType<typeof prepare>;

  constructor(
    database: Database,
    private readonly keys: KeyStore,
  ) {
    this.sql = prepare(database);
  }

  find(account: AccountId, region: Region, name: string): Alias | undefined {
    const full = `${account} ${region} ${name}`;
    const known = this.known.get(full);
    if (known) return known;
    const found = this.sql.find.get(account, region, name);
    if (found) this.known.set(full, found);
    return found;
  }

  list(account: AccountId, region: Region, after: string, limit: number): Alias[] {
    return this.sql.list.all(account, region, after, limit);
  }

  listOf(keyArn: KeyArn, after: string, limit: number): Alias[] {
    return this.sql.listOf.all(keyArn, after, limit);
  }

  /** Inside a commit. */
  save(alias: Alias): void {
    const before = this.sql.find.get(alias.account, alias.region, alias.name);
    this.sql.save.run(alias);
    this.drop(alias);
    if (before) this.keys.changed(before.keyArn);
  }

  /** Inside a commit. */
  remove(alias: Alias): void {
    this.sql.remove.run(alias.account, alias.region, alias.name);
    this.drop(alias);
  }

  forget(): void {
    this.known.clear();
  }

  private drop({ account, region, name, keyArn }: Alias): void {
    this.known.delete(`${account} ${region} ${name}`);
    this.keys.changed(keyArn);
  }
}

function prepare(database: Database) {
  return {
    find: database.prepare<[string, string, string], Alias>(
      `SELECT ${COLUMNS} FROM kms_alias WHERE account = ? AND region = ? AND name = ?`,
    ),
    list: database.prepare<[string, string, string, number], Alias>(
      `SELECT ${COLUMNS} FROM kms_alias WHERE account = ? AND region = ? AND name > ? ORDER BY name LIMIT ?`,
    ),
    listOf: database.prepare<[string, string, number], Alias>(
      `SELECT ${COLUMNS} FROM kms_alias WHERE key_arn = ? AND name > ? ORDER BY name LIMIT ?`,
    ),
    save: database.prepare<[Alias]>(
      'INSERT OR REPLACE INTO kms_alias VALUES (@account, @region, @name, @keyArn, @created, @updated)',
    ),
    remove: database.prepare<[string, string, string]>(
      'DELETE FROM kms_alias WHERE account = ? AND region = ? AND name = ?',
    ),
  };
}
