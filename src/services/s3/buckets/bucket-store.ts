// Buckets and their configurations: rows few enough to be kept in memory once read.
import { type RenamePrincipal, renamePrincipal, traceOf } from '../../../access/rename-principal.ts';
import type { AccountId, Region } from '../../../core/ids.ts';
import type { Database } from '../../../platform/database.ts';
import { AccountBlocks } from './account-blocks.ts';

declare const bucketId: unique symbol;
export type BucketRowId = number & { readonly [bucketId]: true };

export type Versioning = '' | 'Enabled' | 'Suspended';

export interface Bucket {
  readonly id: BucketRowId;
  readonly partition: string;
  /** Global within the partition. */
  readonly name: string;
  readonly account: AccountId;
  readonly region: Region;
  readonly created: number;
  readonly versioning: Versioning;
  readonly objectLock: boolean;
}

export const bucketArn = ({ partition, name }: Pick<Bucket, 'partition' | 'name'>): string =>
  `arn:${partition}:s3:::${name}`;
export const objectArn = (bucket: Pick<Bucket, 'partition' | 'name'>, key: string): string =>
  `arn:${bucket.partition}:s3:::${bucket.name}/${key}`;

interface BucketRow {
  readonly id: number;
  readonly partition: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly created: number;
  readonly versioning: Versioning;
  readonly object_lock: number;
}

const bucketOf = ({ object_lock, ...row }: BucketRow): Bucket => ({
  ...row,
  id: row.id as BucketRowId,
  account: row.account as AccountId,
  region: row.region as Region,
  objectLock: object_lock === 1,
});

const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov'];

/** Beyond it the cache starts afresh: a server with that many buckets in use is not what it is for. */
const CACHED = 4096;
const COLUMNS = 'id, partition, name, account, region, created, versioning, object_lock';

export class BucketStore {
  private readonly buckets = new Map<string, Bucket>();
  private readonly byRow = new Map<BucketRowId, Bucket>();
  private readonly configurations = new Map<BucketRowId, Map<string, unknown>>();
  private readonly sql;
  /** What their owners say of all their buckets. */
  readonly accountBlocks: AccountBlocks;

  constructor(database: Database) {
    database.onUndo(() => this.forget());
    this.accountBlocks = new AccountBlocks(database);
    this.sql = {
      byName: database.prepare<[string, string], BucketRow>(
        `SELECT ${COLUMNS} FROM s3_bucket WHERE partition = ? AND name = ?`,
      ),
      byId: database.prepare<[number], BucketRow>(`SELECT ${COLUMNS} FROM s3_bucket WHERE id = ?`),
      ofAccount: database.prepare<[string, string, string], BucketRow>(
        `SELECT ${COLUMNS} FROM s3_bucket WHERE account = ? AND partition = ? AND name > ? ORDER BY name`,
      ),
      insert: database.prepare<[string, string, string, string, number, string, number], BucketRow>(
        `INSERT INTO s3_bucket (partition, name, account, region, created, versioning, object_lock)
         VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING ${COLUMNS}`,
      ),
      remove: database.prepare<[number]>('DELETE FROM s3_bucket WHERE id = ?'),
      removeConfigurations: database.prepare<[number]>(
        'DELETE FROM s3_bucket_configuration WHERE bucket = ?',
      ),
      setVersioning: database.prepare<[string, number]>('UPDATE s3_bucket SET versioning = ? WHERE id = ?'),
      setObjectLock: database.prepare<[number]>('UPDATE s3_bucket SET object_lock = 1 WHERE id = ?'),
      configurations: database.prepare<[number], { kind: string; body: string }>(
        'SELECT kind, body FROM s3_bucket_configuration WHERE bucket = ?',
      ),
      configure: database.prepare<[number, string, string]>(
        `INSERT INTO s3_bucket_configuration (bucket, kind, body) VALUES (?, ?, ?)
         ON CONFLICT (bucket, kind) DO UPDATE SET body = excluded.body`,
      ),
      policiesNaming: database.prepare<[string], { bucket: BucketRowId; body: string }>(
        "SELECT bucket, body FROM s3_bucket_configuration WHERE kind = 'policy' AND instr(body, ?) > 0",
      ),
      unconfigure: database.prepare<[number, string]>(
        'DELETE FROM s3_bucket_configuration WHERE bucket = ? AND kind = ?',
      ),
    };
  }

  find(partition: string, name: string): Bucket | undefined {
    const known = this.buckets.get(`${partition}/${name}`);
    if (known) return known;
    const row = this.sql.byName.get(partition, name);
    return row && this.remember(bucketOf(row));
  }

  /** For people, who say no partition. */
  findAnywhere(name: string): Bucket | undefined {
    for (const partition of PARTITIONS) {
      const bucket = this.find(partition, name);
      if (bucket) return bucket;
    }
    return undefined;
  }

  byId(id: BucketRowId): Bucket | undefined {
    const known = this.byRow.get(id);
    if (known) return known;
    const row = this.sql.byId.get(id);
    return row && this.remember(bucketOf(row));
  }

  /** In name order, after the given name. */
  ofAccount(account: AccountId, partition: string, after = ''): Bucket[] {
    return this.sql.ofAccount.all(account, partition, after).map(bucketOf);
  }

  /** The parsed body of one configuration; treat it as immutable, it is shared. */
  configuration<T>(bucket: Bucket, kind: string): T | undefined {
    let kinds = this.configurations.get(bucket.id);
    if (!kinds) {
      kinds = new Map();
      for (const { kind: name, body } of this.sql.configurations.all(bucket.id))
        kinds.set(name, JSON.parse(body));
      this.configurations.set(bucket.id, kinds);
    }
    return kinds.get(kind) as T | undefined;
  }

  /** The bucket policy's text. */
  policy(bucket: Bucket): string | undefined {
    return this.configuration<string>(bucket, 'policy');
  }

  /** All configurations whose kind starts so (`inventory/`), in kind order. */
  configurationsOf<T>(bucket: Bucket, prefix: string): T[] {
    this.configuration(bucket, prefix);
    const kinds = [...(this.configurations.get(bucket.id) ?? [])].filter(([kind]) => kind.startsWith(prefix));
    return kinds.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value as T);
  }

  // Within a commit:

  insert(bucket: Omit<Bucket, 'id'>): Bucket {
    const { partition, name, account, region, created, versioning, objectLock } = bucket;
    const row = this.sql.insert.get(
      partition,
      name,
      account,
      region,
      created,
      versioning,
      objectLock ? 1 : 0,
    );
    if (!row) throw new Error('INSERT … RETURNING answered nothing');
    return bucketOf(row);
  }

  remove(bucket: Bucket): void {
    this.sql.remove.run(bucket.id);
    this.sql.removeConfigurations.run(bucket.id);
    this.forgetOne(bucket);
  }

  setVersioning(bucket: Bucket, versioning: Versioning): void {
    this.sql.setVersioning.run(versioning, bucket.id);
    this.forgetOne(bucket);
  }

  enableObjectLock(bucket: Bucket): void {
    this.sql.setObjectLock.run(bucket.id);
    this.forgetOne(bucket);
  }

  configure(bucket: Bucket, kind: string, body: unknown): void {
    this.sql.configure.run(bucket.id, kind, JSON.stringify(body));
    this.forgetOne(bucket);
  }

  /** Whether there was one. */
  unconfigure(bucket: Bucket, kind: string): boolean {
    const { changes } = this.sql.unconfigure.run(bucket.id, kind);
    this.forgetOne(bucket);
    return changes > 0;
  }

  /** In every bucket policy: follows a user or a role to another name, or to the id of a deleted one. */
  readonly renamePrincipal: RenamePrincipal = (from, to) => {
    for (const { bucket, body } of this.sql.policiesNaming.all(traceOf(from))) {
      const renamed = JSON.stringify(renamePrincipal(JSON.parse(body) as string, from, to));
      if (renamed === body) continue;
      this.sql.configure.run(bucket, 'policy', renamed);
      this.configurations.delete(bucket);
    }
  };

  /** After a reset of all tables. */
  forget(): void {
    this.forgetBuckets();
    this.accountBlocks.forget();
  }

  private forgetBuckets(): void {
    this.buckets.clear();
    this.byRow.clear();
    this.configurations.clear();
  }

  private remember(bucket: Bucket): Bucket {
    if (this.buckets.size >= CACHED) this.forgetBuckets();
    this.buckets.set(`${bucket.partition}/${bucket.name}`, bucket);
    this.byRow.set(bucket.id, bucket);
    return bucket;
  }

  private forgetOne(bucket: Bucket): void {
    this.buckets.delete(`${bucket.partition}/${bucket.name}`);
    this.byRow.delete(bucket.id);
    this.configurations.delete(bucket.id);
  }
}
