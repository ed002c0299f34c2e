// What every KMS operation is given.
import { operationOf } from '../../core/operation.ts';
import type { Database } from '../../platform/database.ts';
import type { Platform } from '../../platform/platform.ts';
import type { AliasStore } from './alias-store.ts';
import type { GrantStore } from './grant-store.ts';
import type { KeyStore } from './key-store.ts';
import type { ManagedKeys } from './managed-keys.ts';
import type { KmsPorts } from './ports.ts';
import type { Schedule } from './schedule.ts';
import type { UsageLog } from './usage-log.ts';
import type { Wrapping } from './wrapping.ts';

export interface KmsDeps {
  readonly platform: Platform;
  readonly ports: KmsPorts;
  readonly wrapping: Wrapping;
  readonly keys: KeyStore;
  readonly aliases: AliasStore;
  readonly grants: GrantStore;
  readonly managed: ManagedKeys;
  readonly schedule: Schedule;
  readonly usage: UsageLog;
  readonly commit: Database['commit'];
}

export const kmsOperation = operationOf<KmsDeps>();
