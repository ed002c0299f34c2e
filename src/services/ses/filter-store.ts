// IP filters, per account and region.
import type { Database } from '../../platform/database.ts';
import type { Scope } from './rule.ts';

export interface IpFilter {
  readonly name: string;
  readonly policy: 'Allow' | 'Block';
  readonly cidr: string;
}

export class FilterStore {
  /** Every RCPT TO asks for them. */
  private readonly cache = new Map<string, readonly IpFilter[]>();
  private readonly listRows;
  private readonly insertRow;
  private readonly deleteRow;

  constructor(private readonly database: Database) {
    this.listRows = database.prepare<[string, string], IpFilter>(
      'SELECT name, policy, cidr FROM ses_filter WHERE account = ? AND region = ? ORDER BY name',
    );
    this.insertRow = database.prepare<[string, string, string, string, string]>(
      'INSERT INTO ses_filter (account, region, name, policy, cidr) VALUES (?, ?, ?, ?, ?)',
    );
    this.deleteRow = database.prepare<[string, string, string]>(
      'DELETE FROM ses_filter WHERE account = ? AND region = ? AND name = ?',
    );
  }

  /** By name: AWS's own order is unpinned (facts/ses-receiving.md §1). */
  list({ account, region }: Scope): readonly IpFilter[] {
    const key = `${account} ${region}`;
    let found = this.cache.get(key);
    if (!found) {
      found = this.listRows.all(account, region);
      this.cache.set(key, found);
    }
    return found;
  }

  forget(): void {
    this.cache.clear();
  }

  /** `judge` sees what stands and throws where the new one may not. */
  create(scope: Scope, filter: IpFilter, judge: (existing: readonly IpFilter[]) => void): Promise<void> {
    return this.write(() => {
      judge(this.list(scope));
      this.insertRow.run(scope.account, scope.region, filter.name, filter.policy, filter.cidr);
    });
  }

  delete({ account, region }: Scope, name: string): Promise<void> {
    return this.write(() => {
      this.deleteRow.run(account, region, name);
    });
  }

  private async write(work: () => void): Promise<void> {
    await this.database.commit(() => {
      // Another write of the same commit may stand before this one.
      this.forget();
      work();
    });
    this.forget();
  }
}
