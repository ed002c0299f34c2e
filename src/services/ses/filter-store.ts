// IP filters, per account and region.
import type { Database } from '../../platform/database.ts';
import type { Scope } from './rule.ts';

export interface IpFilter {
  readonly name: string;
  readonly policy: 'Allow' | 'Block';
  readonly cidr: string;
}

export class FilterStore {
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
  list({ account, region }: Scope): IpFilter[] {
    return this.listRows.all(account, region);
  }

  /** `judge` sees what stands and throws where the new one may not. */
  create(scope: Scope, filter: IpFilter, judge: (existing: readonly IpFilter[]) => void): Promise<void> {
    return this.database.commit(() => {
      judge(this.list(scope));
      this.insertRow.run(scope.account, scope.region, filter.name, filter.policy, filter.cidr);
    });
  }

  delete({ account, region }: Scope, name: string): Promise<void> {
    return this.database.commit(() => {
      this.deleteRow.run(account, region, name);
    });
  }
}
