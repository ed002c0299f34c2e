// Users, roles and groups, and what hangs on them: inline policies, attachments, tags, memberships.
import { type RenamePrincipal, renamePrincipal, traceOf } from '../../access/rename-principal.ts';
import type { AccountId } from '../../core/ids.ts';
import type { Database } from '../../platform/database.ts';
import { iamArn, nameKey } from './names.ts';

export type EntityKind = 'user' | 'role' | 'group';

export interface Entity {
  readonly id: string;
  readonly account: AccountId;
  readonly kind: EntityKind;
  readonly name: string;
  readonly path: string;
  readonly created: number;
  /** Roles: the AssumeRole policy. */
  readonly trust: string | null;
  readonly description: string | null;
  readonly max_session: number | null;
  /** Users and roles: the ARN of a managed policy. */
  readonly boundary: string | null;
}

export const entityArn = ({ account, kind, path, name }: Entity): string =>
  iamArn(account, `${kind}${path}${name}`);

const COLUMNS = 'id, account, kind, name, path, created, trust, description, max_session, boundary';

export type EntityStore = ReturnType<typeof createEntityStore>;

/**
 * @param changed told of every write, inside its transaction.
 * @param renamed told of the users and roles that policies must follow, likewise.
 */
export function createEntityStore(database: Database, changed: () => void, renamed: RenamePrincipal) {
  const byName = database.prepare<[string, string, string], Entity>(
    `SELECT ${COLUMNS} FROM iam_entity WHERE account = ? AND kind = ? AND key = ?`,
  );
  const byId = database.prepare<[string], Entity>(`SELECT ${COLUMNS} FROM iam_entity WHERE id = ?`);
  const ofKind = database.prepare<[string, string], Entity>(
    `SELECT ${COLUMNS} FROM iam_entity WHERE account = ? AND kind = ? ORDER BY key`,
  );
  const put = database.prepare(
    `INSERT INTO iam_entity (${COLUMNS}, key)
     VALUES (@id, @account, @kind, @name, @path, @created, @trust, @description, @max_session, @boundary, @key)
     ON CONFLICT (id) DO UPDATE SET key = excluded.key, name = excluded.name, path = excluded.path,
       trust = excluded.trust, description = excluded.description, max_session = excluded.max_session,
       boundary = excluded.boundary`,
  );
  const trusting = database.prepare<[string], Entity>(
    `SELECT ${COLUMNS} FROM iam_entity WHERE instr(trust, ?) > 0`,
  );
  const trust = database.prepare<[string, string]>('UPDATE iam_entity SET trust = ? WHERE id = ?');
  const drop = [
    'DELETE FROM iam_entity WHERE id = ?',
    'DELETE FROM iam_tag WHERE owner = ?',
    'DELETE FROM iam_inline_policy WHERE owner = ?',
    'DELETE FROM iam_attachment WHERE owner = ?',
    'DELETE FROM iam_membership WHERE ? IN (user, grp)',
  ].map((sql) => database.prepare<[string]>(sql));
  const inline = database.prepare<[string], InlinePolicy>(
    'SELECT name, document FROM iam_inline_policy WHERE owner = ? ORDER BY name',
  );
  const putInline = database.prepare<[string, string, string]>(
    'INSERT INTO iam_inline_policy (owner, name, document) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET document = excluded.document',
  );
  const dropInline = database.prepare<[string, string]>(
    'DELETE FROM iam_inline_policy WHERE owner = ? AND name = ?',
  );
  const attached = database
    .prepare<[string], string>('SELECT policy FROM iam_attachment WHERE owner = ? ORDER BY policy')
    .pluck();
  const attachOne = database.prepare<[string, string]>(
    'INSERT OR IGNORE INTO iam_attachment (owner, policy) VALUES (?, ?)',
  );
  const detachOne = database.prepare<[string, string]>(
    'DELETE FROM iam_attachment WHERE owner = ? AND policy = ?',
  );
  const holders = database.prepare<[string, string], Entity>(
    `SELECT ${COLUMNS} FROM iam_entity JOIN iam_attachment ON owner = id
     WHERE policy = ? AND account = ? ORDER BY kind, key`,
  );
  const bounded = database.prepare<[string, string], Entity>(
    `SELECT ${COLUMNS} FROM iam_entity WHERE boundary = ? AND account = ? ORDER BY kind, key`,
  );
  const groups = database.prepare<[string], Entity>(
    `SELECT ${COLUMNS} FROM iam_entity JOIN iam_membership ON grp = id WHERE user = ? ORDER BY key`,
  );
  const members = database.prepare<[string], Entity>(
    `SELECT ${COLUMNS} FROM iam_entity JOIN iam_membership ON user = id WHERE grp = ? ORDER BY key`,
  );
  const join = database.prepare<[string, string]>(
    'INSERT OR IGNORE INTO iam_membership (user, grp) VALUES (?, ?)',
  );
  const part = database.prepare<[string, string]>('DELETE FROM iam_membership WHERE user = ? AND grp = ?');

  function rename(principal: Entity, to: string): void {
    const from = entityArn(principal);
    // Groups are nobody's principals.
    if (principal.kind === 'group' || from === to) return;
    for (const role of trusting.all(traceOf(from))) {
      trust.run(renamePrincipal(role.trust ?? '', from, to), role.id);
    }
    renamed(from, to);
  }

  return {
    find(account: AccountId, kind: EntityKind, name: string): Entity | undefined {
      return byName.get(account, kind, nameKey(name));
    },
    findById(id: string): Entity | undefined {
      return byId.get(id);
    },
    list(account: AccountId, kind: EntityKind, pathPrefix = '/'): readonly Entity[] {
      return ofKind.all(account, kind).filter(({ path }) => path.startsWith(pathPrefix));
    },
    /** Creates or changes; inside a commit. */
    save(entity: Entity): void {
      const before = byId.get(entity.id);
      put.run({ ...entity, key: nameKey(entity.name) });
      if (before) rename(before, entityArn(entity));
      changed();
    },
    remove({ id }: Entity): void {
      const before = byId.get(id);
      for (const statement of drop) statement.run(id);
      if (before) rename(before, id);
      changed();
    },

    // ── Inline policies ────────────────────────────────────────────────────────────────────────────────
    inlinePolicies({ id }: Entity): readonly InlinePolicy[] {
      return inline.all(id);
    },
    saveInlinePolicy({ id }: Entity, name: string, document: string): void {
      putInline.run(id, name, document);
      changed();
    },
    removeInlinePolicy({ id }: Entity, name: string): void {
      dropInline.run(id, name);
      changed();
    },

    // ── Attached managed policies ──────────────────────────────────────────────────────────────────────
    attachedPolicies({ id }: Entity): readonly string[] {
      return attached.all(id) as readonly string[];
    },
    attach({ id }: Entity, policy: string): void {
      attachOne.run(id, policy);
      changed();
    },
    /** False when it was not attached. */
    detach({ id }: Entity, policy: string): boolean {
      changed();
      return detachOne.run(id, policy).changes > 0;
    },
    /** AWS's own policies are attached in many accounts: each sees its own entities. */
    attachedTo(policy: string, account: AccountId): readonly Entity[] {
      return holders.all(policy, account);
    },
    boundedBy(policy: string, account: AccountId): readonly Entity[] {
      return bounded.all(policy, account);
    },

    // ── Groups ─────────────────────────────────────────────────────────────────────────────────────────
    groupsOf({ id }: Entity): readonly Entity[] {
      return groups.all(id);
    },
    membersOf({ id }: Entity): readonly Entity[] {
      return members.all(id);
    },
    addToGroup(user: Entity, group: Entity): void {
      join.run(user.id, group.id);
      changed();
    },
    removeFromGroup(user: Entity, group: Entity): void {
      part.run(user.id, group.id);
      changed();
    },
  };
}

export interface InlinePolicy {
  readonly name: string;
  readonly document: string;
}
