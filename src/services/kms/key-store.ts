// Keys, their material, aliases and tags in SQLite, with every key in use kept whole in memory.
//
// The cache is only ever dropped from, by each write of that key, within the write's transaction: there is
// no turn of the event loop in which a reader could see an old key after a commit.
import type { KeyObject } from 'node:crypto';
import { type RenamePrincipal, renamePrincipal, traceOf } from '../../access/rename-principal.ts';
import type { AccountId, Region } from '../../core/ids.ts';
import type { Database, Statement } from '../../platform/database.ts';
import type { Key, KeyArn, KeyRecord, Material } from './key.ts';
import { conditionsOf } from './key-conditions.ts';
import { importSecret } from './key-material.ts';
import { materialPurpose, type Wrapping } from './wrapping.ts';

const CACHED_KEYS = 10_000;
const CACHED_NAMES = 50_000;

const KEY_COLUMNS = `arn, account, region, id, spec, usage, origin, manager, description, policy, state,
  state_after AS stateAfter, created, deletion_date AS deletionDate, pending_window AS pendingWindow,
  multi_region AS multiRegion, rotation_period AS rotationPeriod, next_rotation AS nextRotation,
  on_demand_rotations AS onDemandRotations`;
const MATERIAL_COLUMNS = `handle, position, state, wrapped, public_key AS publicKey, description,
  expires_at AS expiresAt, rotated_at AS rotatedAt, rotation_type AS rotationType`;

export class KeyStore {
  private readonly keys = new Map<KeyArn, Key>();
  /** `region handle` to the key that holds the material there. */
  private readonly holders = new Map<string, KeyArn>();
  private readonly sql: Statements;

  constructor(
    database: Database,
    private readonly wrapping: Wrapping,
  ) {
    this.sql = prepare(database);
  }

  find(arn: KeyArn): Key | undefined {
    return this.keys.get(arn) ?? this.load(arn);
  }

  /** Without a look into the database. */
  cached(arn: KeyArn): Key | undefined {
    return this.keys.get(arn);
  }

  /** The key of this Region that holds a material: what a blob's handle leads to. */
  findByHandle(region: Region, handle: string): Key | undefined {
    const name = `${region} ${handle}`;
    const cached = this.holders.get(name);
    const known = cached ?? this.sql.holder.get(handle, region)?.arn;
    if (known === undefined) return undefined;
    const key = this.find(known);
    const holds = key?.materials.some((material) => material.handle === handle);
    if (!holds) {
      this.holders.delete(name);
      return undefined;
    }
    if (!cached) remember(this.holders, name, known, CACHED_NAMES);
    return key;
  }

  /** Keys of one account and Region after a marker (`created id`), oldest first. */
  list(account: AccountId, region: Region, after: readonly [number, string], limit: number) {
    return this.sql.list.all(account, region, ...after, limit);
  }

  count(account: AccountId, region: Region): number {
    return this.sql.count.get(account, region)?.count ?? 0;
  }

  /** Every key of a multi-Region set, in any Region. */
  related(key: KeyRecord): Key[] {
    if (!key.multiRegion) return [];
    const arns = this.sql.related.all(key.account, key.id);
    return arns.flatMap(({ arn }) => this.find(arn) ?? []);
  }

  // ── Writes: inside a commit ────────────────────────────────────────────────────────────────────────

  save(record: KeyRecord): void {
    this.sql.save.run(record);
    this.keys.delete(record.arn);
  }

  saveMaterial(arn: KeyArn, material: Material): void {
    this.sql.saveMaterial.run({ keyArn: arn, ...material });
    this.keys.delete(arn);
  }

  /** Overwrites the wrapped bytes before the row says that they are gone. */
  scrubMaterial(arn: KeyArn, material: Material): void {
    this.sql.scrub.run(arn, material.handle);
    this.saveMaterial(arn, material);
  }

  /** Overwrites the wrapped bytes before they go. */
  removeMaterial(arn: KeyArn, handle: string): void {
    this.sql.scrub.run(arn, handle);
    this.sql.removeMaterial.run(arn, handle);
    this.keys.delete(arn);
  }

  tag(arn: KeyArn, name: string, value: string): void {
    this.sql.tag.run(arn, name, value);
    this.keys.delete(arn);
  }

  untag(arn: KeyArn, name: string): void {
    this.sql.untag.run(arn, name);
    this.keys.delete(arn);
  }

  /** The key, its material and all that hangs on it. */
  remove(key: Key): void {
    for (const { handle } of key.materials) this.removeMaterial(key.arn, handle);
    for (const statement of this.sql.removals) statement.run(key.arn);
    this.keys.delete(key.arn);
  }

  /** Makes the next reader load it again: an alias came or went. */
  changed(arn: KeyArn): void {
    this.keys.delete(arn);
  }

  forget(): void {
    this.keys.clear();
    this.holders.clear();
  }

  /** In every key policy: follows a user or a role to another name, or to the id of a deleted one. */
  readonly renamePrincipal: RenamePrincipal = (from, to) => {
    for (const { arn, policy } of this.sql.naming.all(traceOf(from))) {
      const renamed = renamePrincipal(policy, from, to);
      if (renamed === policy) continue;
      this.sql.savePolicy.run(renamed, arn);
      this.keys.delete(arn);
    }
  };

  // ── Loading ────────────────────────────────────────────────────────────────────────────────────────

  private load(arn: KeyArn): Key | undefined {
    const record = this.sql.find.get(arn);
    if (!record) return undefined;
    const materials = this.sql.materials.all(arn);
    const aliases = this.sql.aliases.all(arn).map(({ name }) => name);
    const tags = Object.fromEntries(this.sql.tags.all(arn).map(({ name, value }) => [name, value]));
    const secrets = new Map<string, KeyObject>();
    const key: Key = {
      ...record,
      materials,
      current: materials.find(({ state }) => state === 'CURRENT'),
      aliases,
      tags,
      conditions: conditionsOf(record, aliases, tags),
      secret: (material) => {
        const known = secrets.get(material.handle);
        if (known) return known;
        const secret = this.unwrap(record, material);
        secrets.set(material.handle, secret);
        return secret;
      },
    };
    remember(this.keys, arn, key, CACHED_KEYS);
    return key;
  }

  private unwrap(record: KeyRecord, { handle, wrapped }: Material): KeyObject {
    if (!wrapped) throw new Error(`${record.arn} has no key material ${handle}`);
    const bytes = this.wrapping.unwrap(wrapped, materialPurpose(handle));
    const secret = importSecret(record.spec, bytes);
    bytes.fill(0);
    return secret;
  }
}

/** Drops the oldest entry once the map is full. */
function remember<K, V>(map: Map<K, V>, name: K, value: V, most: number): void {
  if (map.size >= most && !map.has(name)) {
    const oldest = map.keys().next();
    if (!oldest.done) map.delete(oldest.value);
  }
  map.set(name, value);
}

type Statements = ReturnType<typeof prepare>;

function prepare(database: Database) {
  const removal = (sql: string): Statement<[string]> => database.prepare(sql);
  return {
    find: database.prepare<[string], KeyRecord>(`SELECT ${KEY_COLUMNS} FROM kms_key WHERE arn = ?`),
    materials: database.prepare<[string], Material>(
      `SELECT ${MATERIAL_COLUMNS} FROM kms_material WHERE key_arn = ? ORDER BY position`,
    ),
    aliases: database.prepare<[string], { name: string }>(
      'SELECT name FROM kms_alias WHERE key_arn = ? ORDER BY name',
    ),
    tags: database.prepare<[string], { name: string; value: string }>(
      'SELECT name, value FROM kms_tag WHERE key_arn = ? ORDER BY name',
    ),
    holder: database.prepare<[string, string], { arn: KeyArn }>(
      `SELECT k.arn FROM kms_material m JOIN kms_key k ON k.arn = m.key_arn
       WHERE m.handle = ? AND k.region = ?`,
    ),
    list: database.prepare<[string, string, number, string, number], KeyRecord>(
      `SELECT ${KEY_COLUMNS} FROM kms_key
       WHERE account = ? AND region = ? AND (created, id) > (?, ?) ORDER BY created, id LIMIT ?`,
    ),
    count: database.prepare<[string, string], { count: number }>(
      'SELECT count(*) AS count FROM kms_key WHERE account = ? AND region = ?',
    ),
    related: database.prepare<[string, string], { arn: KeyArn }>(
      'SELECT arn FROM kms_key WHERE account = ? AND id = ? ORDER BY created, region',
    ),
    save: database.prepare<[KeyRecord]>(
      `INSERT OR REPLACE INTO kms_key VALUES (@arn, @account, @region, @id, @spec, @usage, @origin, @manager,
        @description, @policy, @state, @stateAfter, @created, @deletionDate, @pendingWindow, @multiRegion,
        @rotationPeriod, @nextRotation, @onDemandRotations)`,
    ),
    naming: database.prepare<[string], { arn: KeyArn; policy: string }>(
      'SELECT arn, policy FROM kms_key WHERE instr(policy, ?) > 0',
    ),
    savePolicy: database.prepare<[string, string]>('UPDATE kms_key SET policy = ? WHERE arn = ?'),
    saveMaterial: database.prepare<[Material & { keyArn: KeyArn }]>(
      `INSERT OR REPLACE INTO kms_material VALUES (@keyArn, @handle, @position, @state, @wrapped, @publicKey,
        @description, @expiresAt, @rotatedAt, @rotationType)`,
    ),
    scrub: database.prepare<[string, string]>(
      'UPDATE kms_material SET wrapped = zeroblob(length(wrapped)) WHERE key_arn = ? AND handle = ?',
    ),
    removeMaterial: database.prepare<[string, string]>(
      'DELETE FROM kms_material WHERE key_arn = ? AND handle = ?',
    ),
    tag: database.prepare<[string, string, string]>('INSERT OR REPLACE INTO kms_tag VALUES (?, ?, ?)'),
    untag: database.prepare<[string, string]>('DELETE FROM kms_tag WHERE key_arn = ? AND name = ?'),
    removals: [
      removal('DELETE FROM kms_alias WHERE key_arn = ?'),
      removal('DELETE FROM kms_tag WHERE key_arn = ?'),
      removal('DELETE FROM kms_grant WHERE key_arn = ?'),
      removal('DELETE FROM kms_usage WHERE key_arn = ?'),
      removal('DELETE FROM kms_key WHERE arn = ?'),
    ],
  };
}
