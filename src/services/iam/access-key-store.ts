// Access keys of users; their secrets stand sealed under the master key. A deleted key leaves its id behind:
// a key that IAM never made is its account's root, and a deleted one must not become that.
import type { KeyObject } from 'node:crypto';
import type { Database } from '../../platform/database.ts';
import type { Random } from '../../platform/random.ts';
import { openText, sealText } from '../../platform/sealed-text.ts';
import type { Entity } from './entity-store.ts';

export interface AccessKey {
  readonly id: string;
  /** The user's unique id. */
  readonly user: string;
  readonly active: boolean;
  readonly created: number;
}

interface Row extends Omit<AccessKey, 'active'> {
  /** 1, 0, or -1 for a deleted key. */
  readonly active: number;
  readonly secret: Buffer;
}

const asKey = ({ id, user, active, created }: Row): AccessKey => ({
  id,
  user,
  active: active > 0,
  created,
});

export type AccessKeyStore = ReturnType<typeof createAccessKeyStore>;

export function createAccessKeyStore(
  database: Database,
  masterKey: KeyObject,
  random: Random,
  changed: () => void,
) {
  const byId = database.prepare<[string], Row>('SELECT * FROM iam_access_key WHERE id = ?');
  const byUser = database.prepare<[string], Row>(
    'SELECT * FROM iam_access_key WHERE user = ? AND active >= 0 ORDER BY created, id',
  );
  const insert = database.prepare<[string, string, Buffer, number]>(
    'INSERT INTO iam_access_key (id, user, secret, active, created) VALUES (?, ?, ?, 1, ?)',
  );
  const setActive = database.prepare<[number, string]>('UPDATE iam_access_key SET active = ? WHERE id = ?');
  const drop = database.prepare<[string]>("UPDATE iam_access_key SET active = -1, secret = x'' WHERE id = ?");

  return {
    find(id: string): AccessKey | undefined {
      const row = byId.get(id);
      return row && row.active >= 0 ? asKey(row) : undefined;
    },
    wasDeleted: (id: string): boolean => (byId.get(id)?.active ?? 0) < 0,
    secretOf(id: string): string {
      const row = byId.get(id);
      if (!row) throw new Error(`access key ${id} is gone`);
      return openText(row.secret, id, masterKey);
    },
    of({ id }: Entity): readonly AccessKey[] {
      return byUser.all(id).map(asKey);
    },
    add(id: string, user: Entity, secret: string, time: number): void {
      insert.run(id, user.id, sealText(secret, id, masterKey, random), time);
      changed();
    },
    activate(id: string, active: boolean): void {
      setActive.run(active ? 1 : 0, id);
      changed();
    },
    remove(id: string): void {
      drop.run(id);
      changed();
    },
  };
}
