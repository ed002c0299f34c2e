// Tags of users, roles and policies, kept by the unique id of what they are on.
import type { Database } from '../../platform/database.ts';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export type TagStore = ReturnType<typeof createTagStore>;

export function createTagStore(database: Database, changed: () => void) {
  const all = database.prepare<[string], Tag>(
    'SELECT key AS "Key", value AS "Value" FROM iam_tag WHERE owner = ? ORDER BY key',
  );
  const put = database.prepare<[string, string, string]>(
    'INSERT INTO iam_tag (owner, key, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET key = excluded.key, value = excluded.value',
  );
  const drop = database.prepare<[string, string]>('DELETE FROM iam_tag WHERE owner = ? AND key = ?');
  const dropAll = database.prepare<[string]>('DELETE FROM iam_tag WHERE owner = ?');

  return {
    of(owner: string): readonly Tag[] {
      return all.all(owner);
    },
    save(owner: string, tags: readonly Tag[]): void {
      for (const { Key, Value } of tags) put.run(owner, Key, Value);
      changed();
    },
    remove(owner: string, keys: readonly string[]): void {
      for (const key of keys) drop.run(owner, key);
      changed();
    },
    removeAll(owner: string): void {
      dropAll.run(owner);
    },
  };
}
