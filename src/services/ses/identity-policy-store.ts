// Sending authorization: the policies of an identity, by name.
import { type RenamePrincipal, renamePrincipal, traceOf } from '../../access/rename-principal.ts';
import type { Database } from '../../platform/database.ts';
import type { Scope } from './rule.ts';

type Key = [account: string, region: string, identity: string];
interface Row {
  readonly name: string;
  readonly policy: string;
}

const WHERE = 'WHERE account = ? AND region = ? AND identity = ?';

export class IdentityPolicyStore {
  private readonly listRows;
  private readonly putRow;
  private readonly deleteRow;
  private readonly deleteRows;
  private readonly naming;

  constructor(private readonly database: Database) {
    this.listRows = database.prepare<Key, Row>(
      `SELECT name, policy FROM ses_identity_policy ${WHERE} ORDER BY name`,
    );
    this.putRow = database.prepare<[...Key, string, string]>(
      `INSERT INTO ses_identity_policy (account, region, identity, name, policy) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET policy = excluded.policy`,
    );
    this.deleteRow = database.prepare<[...Key, string]>(
      `DELETE FROM ses_identity_policy ${WHERE} AND name = ?`,
    );
    this.naming = database.prepare<[string], Row & { account: string; region: string; identity: string }>(
      'SELECT * FROM ses_identity_policy WHERE instr(policy, ?) > 0',
    );
    this.deleteRows = database.prepare<Key>(`DELETE FROM ses_identity_policy ${WHERE}`);
  }

  /** By name. */
  list(scope: Scope, identity: string): Map<string, string> {
    return new Map(this.listRows.all(...keyOf(scope, identity)).map(({ name, policy }) => [name, policy]));
  }

  /** All of them as one document, for the authorizer; undefined where there is none. */
  joined(scope: Scope, identity: string): string | undefined {
    const policies = [...this.list(scope, identity).values()];
    if (policies.length < 2) return policies[0];
    const Statement = policies.flatMap((policy) => JSON.parse(policy).Statement);
    return JSON.stringify({ Version: '2012-10-17', Statement });
  }

  /** `judge` sees the others, and throws where this one may not stand beside them. */
  put(
    scope: Scope,
    identity: string,
    { name, policy }: Row,
    judge: (others: ReadonlyMap<string, string>) => void,
  ): Promise<void> {
    return this.database.commit(() => {
      judge(this.list(scope, identity));
      this.putRow.run(...keyOf(scope, identity), name, policy);
    });
  }

  /** Within a commit. In every policy: follows a user or a role to another name, or to the id of a deleted one. */
  readonly renamePrincipal: RenamePrincipal = (from, to) => {
    for (const { account, region, identity, name, policy } of this.naming.all(traceOf(from))) {
      const renamed = renamePrincipal(policy, from, to);
      if (renamed !== policy) this.putRow.run(account, region, identity, name, renamed);
    }
  };

  delete(scope: Scope, identity: string, name: string): Promise<void> {
    return this.database.commit(() => {
      this.deleteRow.run(...keyOf(scope, identity), name);
    });
  }

  deleteAll(scope: Scope, identity: string): Promise<void> {
    return this.database.commit(() => {
      this.deleteRows.run(...keyOf(scope, identity));
    });
  }
}

const keyOf = ({ account, region }: Scope, identity: string): Key => [
  account,
  region,
  identity.toLowerCase(),
];
