// Tags of users, roles, policies and the like, kept by the unique id of what they are on.
import type { Database } from '../../platform/database.ts';
import { identityOn } from './tags.ts';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export type TagStore = ReturnType<typeof createTagStore>;

export function createTagStore(database: Database, changed: () => void) {
  const all = database.prepare<[string], Tag>(
    'SELECT key AS "Key", value AS "Value" FROM iam_tag WHERE owner = ?',
  );
  const put = database.prepare<[string, string, string]>(
    'INSERT INTO iam_tag (owner, key, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const drop = database.prepare<[string, string]>('DELETE FROM iam_tag WHERE owner = ? AND key = ?');
  const dropAll = database.prepare<[string]>('DELETE FROM iam_tag WHERE owner = ?');

  function removeKeys(owner: string, keys: readonly string[]): void {
    const identity = identityOn(owner);
    const gone = new Set(keys.map(identity));
    for (const { Key } of all.all(owner)) if (gone.has(identity(Key))) drop.run(owner, Key);
  }

  return {
    /** In the order of their keys. */
    of(owner: string): readonly Tag[] {
      return all.all(owner).sort((a, b) => (a.Key < b.Key ? -1 : 1));
    },
    save(owner: string, tags: readonly Tag[]): void {
      removeKeys(
        owner,
        tags.map(({ Key }) => Key),
      );
      for (const { Key, Value } of tags) put.run(owner, Key, Value);
      changed();
    },
    remove(owner: string, keys: readonly string[]): void {
      removeKeys(owner, keys);
      changed();
    },
    removeAll(owner: string): void {
      dropAll.run(owner);
    },
  };
}
