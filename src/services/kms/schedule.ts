// What happens to keys with time: deletion, expiry of imported material, rotation, the end of `Creating`
// and `Updating`. One job on the platform's clock, at the next date that anything is due.

import type { Database, Statement } from '../../platform/database.ts';
import type { Platform } from '../../platform/platform.ts';
import type { AliasStore } from './alias-store.ts';
import type { GrantStore } from './grant-store.ts';
import { expireMaterial } from './imported-material.ts';
import type { Key, KeyArn } from './key.ts';
import type { Creation } from './key-creation.ts';
import { deleteKey } from './key-deletion.ts';
import type { KeyStore } from './key-store.ts';
import { rotateAutomatically } from './rotation.ts';

export interface ScheduleDeps {
  readonly platform: Platform;
  readonly keys: KeyStore;
  readonly grants: GrantStore;
  readonly aliases: AliasStore;
  readonly commit: Database['commit'];
  readonly creation: Creation;
}

export class Schedule {
  private cancel: (() => void) | undefined;
  private readonly sql: ReturnType<typeof prepare>;

  constructor(private readonly deps: ScheduleDeps) {
    this.sql = prepare(deps.platform);
  }

  /** Looks for the next date anew: called at the start and after each write that sets or clears a date. */
  plan(): void {
    this.cancel?.();
    const dates = this.sql.next.map((statement) => statement.get()?.due ?? null);
    const next = Math.min(...dates.filter((date) => date !== null));
    this.cancel = Number.isFinite(next) ? this.deps.platform.clock.at(next, () => this.runDue()) : undefined;
  }

  private async runDue(): Promise<void> {
    const { platform, keys, creation, commit } = this.deps;
    const now = platform.clock.now();
    await commit(() => {
      this.eachDue(this.sql.inTransit, Number.MAX_SAFE_INTEGER, (key) => {
        if (key.stateAfter) keys.save({ ...key, state: key.stateAfter, stateAfter: null });
      });
      this.eachDue(this.sql.expired, now, (key) => expireMaterial(keys, key, now));
      this.eachDue(this.sql.rotations, now, (key) => rotateAutomatically(creation, key, now));
      this.eachDue(this.sql.deletions, now, (key) => deleteKey(this.deps, key, now));
    });
    this.plan();
  }

  private eachDue(
    statement: Statement<[number], { arn: KeyArn }>,
    now: number,
    act: (key: Key) => void,
  ): void {
    for (const { arn } of statement.all(now)) {
      const key = this.deps.keys.find(arn);
      if (key) act(key);
    }
  }
}

const DELETION = "FROM kms_key WHERE deletion_date IS NOT NULL AND state = 'PendingDeletion'";
const ROTATION =
  "FROM kms_key WHERE next_rotation IS NOT NULL AND state = 'Enabled' AND multi_region IS NOT 'REPLICA'";
const EXPIRY = 'FROM kms_material WHERE expires_at IS NOT NULL AND wrapped IS NOT NULL';
const TRANSIT = 'FROM kms_key WHERE state_after IS NOT NULL';

function prepare({ database }: Platform) {
  const due = (sql: string) => database.prepare<[number], { arn: KeyArn }>(sql);
  const next = (sql: string) => database.prepare<[], { due: number | null }>(sql);
  return {
    next: [
      next(`SELECT min(deletion_date) AS due ${DELETION}`),
      next(`SELECT min(next_rotation) AS due ${ROTATION}`),
      next(`SELECT min(expires_at) AS due ${EXPIRY}`),
      next(`SELECT min(created) AS due ${TRANSIT}`),
    ],
    deletions: due(`SELECT arn ${DELETION} AND deletion_date <= ?`),
    rotations: due(`SELECT arn ${ROTATION} AND next_rotation <= ?`),
    expired: due(`SELECT DISTINCT key_arn AS arn ${EXPIRY} AND expires_at <= ?`),
    inTransit: due(`SELECT arn ${TRANSIT} AND created <= ?`),
  };
}
