// KMS: the service's face.
import type { Service } from '../../core/operation.ts';
import type { Platform } from '../../platform/platform.ts';
import { AliasStore } from './alias-store.ts';
import { createCommit } from './commit.ts';
import type { KmsDeps } from './deps.ts';
import { kmsErrors } from './errors.ts';
import { GrantStore } from './grant-store.ts';
import { KeyStore } from './key-store.ts';
import { createManagedKeys } from './managed-keys.ts';
import { operations } from './operations.ts';
import { Schedule } from './schedule.ts';
import { UsageLog } from './usage-log.ts';
import { createWrapping } from './wrapping.ts';

export { kmsMigrations } from './migrations.ts';

export function createKms(platform: Platform) {
  const { database, clock, random, masterKey } = platform;
  const wrapping = createWrapping(masterKey, random);
  const keys = new KeyStore(database, wrapping);
  const aliases = new AliasStore(database, keys);
  const grants = new GrantStore(database);
  const usage = new UsageLog(database, clock);
  const forgetCaches = () => {
    keys.forget();
    aliases.forget();
    grants.forget();
  };
  const commit = createCommit(database, forgetCaches);
  const schedule = new Schedule({
    platform,
    keys,
    grants,
    aliases,
    commit,
    creation: { keys, wrapping, random },
  });
  const managed = createManagedKeys(platform, wrapping, keys, aliases, () => schedule.plan());
  const deps: KmsDeps = { platform, wrapping, keys, aliases, grants, managed, schedule, usage, commit };
  const service: Service<KmsDeps> = {
    name: 'kms',
    eventSource: 'kms.amazonaws.com',
    protocol: { kind: 'json-1.1', targetPrefix: 'TrentService' },
    deps,
    operations,
    errors: kmsErrors,
  };
  return {
    service,
    operations,
    forget() {
      forgetCaches();
      usage.forget();
      schedule.plan();
    },
    start: () => schedule.plan(),
  };
}
