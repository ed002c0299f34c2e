// What accounts say of public access to all their buckets: few rows, all of them kept in memory once one is asked for.
import type { AccountId } from '../../../core/ids.ts';
import type { Database } from '../../../platform/database.ts';
import type { PublicAccessBlock } from '../configuration/public-access.ts';

export class AccountBlocks {
  private blocks: Map<AccountId, PublicAccessBlock> | undefined;
  private readonly sql;

  constructor(database: Database) {
    database.onUndo(() => this.forget());
    this.sql = {
      all: database.prepare<[], { account: AccountId; block: string }>(
        'SELECT account, block FROM s3_account_public_access_block',
      ),
      put: database.prepare<[string, string]>(
        `INSERT INTO s3_account_public_access_block (account, block) VALUES (?, ?)
         ON CONFLICT (account) DO UPDATE SET block = excluded.block`,
      ),
      remove: database.prepare<[string]>('DELETE FROM s3_account_public_access_block WHERE account = ?'),
    };
  }

  of(account: AccountId): PublicAccessBlock | undefined {
    this.blocks ??= new Map(this.sql.all.all().map(({ account: id, block }) => [id, JSON.parse(block)]));
    return this.blocks.get(account);
  }

  // Within a commit:

  put(account: AccountId, block: PublicAccessBlock): void {
    this.sql.put.run(account, JSON.stringify(block));
    this.forget();
  }

  remove(account: AccountId): void {
    this.sql.remove.run(account);
    this.forget();
  }

  /** After a reset of all tables. */
  forget(): void {
    this.blocks = undefined;
  }
}
