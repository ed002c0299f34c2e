// Receipt rule sets with their rules. Parsed sets are cached: every RCPT TO asks for the active one.
import type { Database } from '../../platform/database.ts';
import type { ReceiptRule, Scope } from './rule.ts';

export interface RuleSet {
  readonly name: string;
  readonly created: number;
  readonly active: boolean;
  readonly rules: readonly ReceiptRule[];
}
interface Row {
  readonly name: string;
  readonly created: number;
  readonly active: number;
  readonly rules: string;
}

const parse = (row: Row): RuleSet => ({
  name: row.name,
  created: row.created,
  active: row.active === 1,
  rules: JSON.parse(row.rules),
});

const COLUMNS = 'name, created, active, rules';
const WHERE = 'WHERE account = ? AND region = ?';

export class RuleStore {
  private readonly findRow;
  private readonly listRows;
  private readonly activeRow;
  private readonly countRow;
  private readonly insertRow;
  private readonly rulesRow;
  private readonly deleteRow;
  private readonly activateRows;
  /** Active sets by `account region`; null where there is none. */
  private readonly active = new Map<string, RuleSet | null>();

  constructor(private readonly database: Database) {
    this.findRow = database.prepare<[string, string, string], Row>(
      `SELECT ${COLUMNS} FROM ses_rule_set ${WHERE} AND name = ?`,
    );
    this.listRows = database.prepare<[string, string], Row>(
      `SELECT ${COLUMNS} FROM ses_rule_set ${WHERE} ORDER BY created, name`,
    );
    this.activeRow = database.prepare<[string, string], Row>(
      `SELECT ${COLUMNS} FROM ses_rule_set ${WHERE} AND active = 1`,
    );
    this.countRow = database
      .prepare<[string, string], number>(`SELECT count(*) FROM ses_rule_set ${WHERE}`)
      .pluck();
    this.insertRow = database.prepare<[string, string, string, number, string]>(
      'INSERT INTO ses_rule_set (account, region, name, created, active, rules) VALUES (?, ?, ?, ?, 0, ?)',
    );
    this.rulesRow = database.prepare<[string, string, string, string]>(
      `UPDATE ses_rule_set SET rules = ? ${WHERE} AND name = ?`,
    );
    this.deleteRow = database.prepare<[string, string, string]>(
      `DELETE FROM ses_rule_set ${WHERE} AND name = ?`,
    );
    this.activateRows = database.prepare<[string | null, string, string]>(
      `UPDATE ses_rule_set SET active = coalesce(name = ?, 0) ${WHERE}`,
    );
  }

  find({ account, region }: Scope, name: string): RuleSet | undefined {
    const row = this.findRow.get(account, region, name);
    return row && parse(row);
  }

  /** Oldest first. */
  list({ account, region }: Scope): RuleSet[] {
    return this.listRows.all(account, region).map(parse);
  }

  count({ account, region }: Scope): number {
    return this.countRow.get(account, region) ?? 0;
  }

  activeIn(scope: Scope): RuleSet | undefined {
    const key = cacheKey(scope);
    let found = this.active.get(key);
    if (found === undefined) {
      const row = this.activeRow.get(scope.account, scope.region);
      found = row ? parse(row) : null;
      this.active.set(key, found);
    }
    return found ?? undefined;
  }

  /**
   * Reads, judges and writes in one transaction: `change` gets the set as it stands and answers its new
   * rules (undefined leaves them), or throws the refusal.
   */
  changeRules(
    scope: Scope,
    name: string,
    change: (set: RuleSet | undefined) => readonly ReceiptRule[] | undefined,
  ): Promise<void> {
    return this.write(scope, () => {
      const rules = change(this.find(scope, name));
      if (rules) this.rulesRow.run(JSON.stringify(rules), scope.account, scope.region, name);
    });
  }

  /** `judge` throws where the name is taken or there are too many; it answers the first rules. */
  create(scope: Scope, name: string, created: number, judge: () => readonly ReceiptRule[]): Promise<void> {
    return this.write(scope, () => {
      const rules = judge();
      this.insertRow.run(scope.account, scope.region, name, created, JSON.stringify(rules));
    });
  }

  delete(scope: Scope, name: string, judge: (set: RuleSet | undefined) => void): Promise<void> {
    return this.write(scope, () => {
      judge(this.find(scope, name));
      this.deleteRow.run(scope.account, scope.region, name);
    });
  }

  /** Undefined deactivates; `judge` throws where the set does not exist. */
  activate(scope: Scope, name: string | undefined, judge: () => void): Promise<void> {
    return this.write(scope, () => {
      judge();
      this.activateRows.run(name ?? null, scope.account, scope.region);
    });
  }

  forget(): void {
    this.active.clear();
  }

  private async write(scope: Scope, work: () => void): Promise<void> {
    await this.database.commit(() => {
      this.active.delete(cacheKey(scope));
      work();
    });
    // A RCPT TO between the write and its COMMIT may have cached the older state.
    this.active.delete(cacheKey(scope));
  }
}

const cacheKey = ({ account, region }: Scope): string => `${account} ${region}`;
