// Managed policies and their versions: the account's own from the database, AWS's from a file of facts.
import type { AccountId } from '../../core/ids.ts';
import type { Database } from '../../platform/database.ts';
import {
  findAwsManaged,
  findAwsManagedVersion,
  isAwsManaged,
  listAwsManaged,
} from './aws-managed-policies.ts';
import { nameKey } from './names.ts';

export interface ManagedPolicy {
  readonly arn: string;
  readonly id: string;
  /** `aws` for AWS's own. */
  readonly account: AccountId | 'aws';
  readonly name: string;
  readonly path: string;
  readonly description: string | null;
  readonly created: number;
  readonly updated: number;
  readonly default_version: number;
  /** The highest number ever given; numbers are not given twice. */
  readonly last_version: number;
}
export interface PolicyVersion {
  readonly version: number;
  readonly document: string;
  readonly created: number;
}

const COLUMNS = 'arn, id, account, name, path, description, created, updated, default_version, last_version';

export type PolicyStore = ReturnType<typeof createPolicyStore>;

export function createPolicyStore(database: Database, changed: () => void) {
  const byArn = database.prepare<[string], ManagedPolicy>(`SELECT ${COLUMNS} FROM iam_policy WHERE arn = ?`);
  const byName = database.prepare<[string, string], ManagedPolicy>(
    `SELECT ${COLUMNS} FROM iam_policy WHERE account = ? AND key = ?`,
  );
  const ofAccount = database.prepare<[string], ManagedPolicy>(
    `SELECT ${COLUMNS} FROM iam_policy WHERE account = ? ORDER BY key`,
  );
  const put = database.prepare(
    `INSERT INTO iam_policy (${COLUMNS}, key)
     VALUES (@arn, @id, @account, @name, @path, @description, @created, @updated, @default_version, @last_version, @key)
     ON CONFLICT (arn) DO UPDATE SET updated = excluded.updated, default_version = excluded.default_version,
       last_version = excluded.last_version`,
  );
  const drop = database.prepare<[string]>('DELETE FROM iam_policy WHERE arn = ?');
  const versions = database.prepare<[string], PolicyVersion>(
    'SELECT version, document, created FROM iam_policy_version WHERE arn = ? ORDER BY version DESC',
  );
  const oneVersion = database.prepare<[string, number], PolicyVersion>(
    'SELECT version, document, created FROM iam_policy_version WHERE arn = ? AND version = ?',
  );
  const putVersion = database.prepare<[string, number, string, number]>(
    'INSERT INTO iam_policy_version (arn, version, document, created) VALUES (?, ?, ?, ?)',
  );
  const dropVersion = database.prepare<[string, number]>(
    'DELETE FROM iam_policy_version WHERE arn = ? AND version = ?',
  );
  const dropVersions = database.prepare<[string]>('DELETE FROM iam_policy_version WHERE arn = ?');

  function versionOf({ arn }: ManagedPolicy, version: number): PolicyVersion | undefined {
    if (!isAwsManaged(arn)) return oneVersion.get(arn, version);
    const inForce = findAwsManagedVersion(arn);
    return inForce?.version === version ? inForce : undefined;
  }

  return {
    /** An account sees its own policies and AWS's. */
    find(arn: string, account: AccountId): ManagedPolicy | undefined {
      if (isAwsManaged(arn)) return findAwsManaged(arn);
      const found = byArn.get(arn);
      return found?.account === account ? found : undefined;
    },
    findByName(account: AccountId, name: string): ManagedPolicy | undefined {
      return byName.get(account, nameKey(name));
    },
    list(account: AccountId, scope: 'All' | 'AWS' | 'Local'): readonly ManagedPolicy[] {
      const aws = scope === 'Local' ? [] : listAwsManaged();
      return scope === 'AWS' ? aws : [...ofAccount.all(account), ...aws];
    },
    versionsOf({ arn }: ManagedPolicy): readonly PolicyVersion[] {
      if (!isAwsManaged(arn)) return versions.all(arn);
      const inForce = findAwsManagedVersion(arn);
      return inForce ? [inForce] : [];
    },
    version: versionOf,
    /** The document in force. */
    document: (policy: ManagedPolicy) => versionOf(policy, policy.default_version)?.document,

    save(policy: ManagedPolicy): void {
      put.run({ ...policy, key: nameKey(policy.name) });
      changed();
    },
    addVersion({ arn }: ManagedPolicy, version: number, document: string, time: number): void {
      putVersion.run(arn, version, document, time);
      changed();
    },
    removeVersion({ arn }: ManagedPolicy, version: number): void {
      dropVersion.run(arn, version);
      changed();
    },
    remove({ arn }: ManagedPolicy): void {
      drop.run(arn);
      dropVersions.run(arn);
      changed();
    },
  };
}
