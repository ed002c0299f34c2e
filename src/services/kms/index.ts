// KMS: the service's face.
//
// Gaps: custom key stores and external key stores (UnsupportedOperationException), SM2 (AWS's China Regions
// only), attestation by Recipient, import of ML-DSA material.
//
// By design: grants and aliases are consistent at once, so grant tokens are checked but never needed. A
// replica leaves Creating, and a primary Updating, as soon as the clock runs. The eleven bytes that AWS puts
// in front of a symmetric plaintext are our own (symmetric.ts). GenerateDataKeyPair with DryRun makes no pair.
//
// Client quirks: aws-cli v1 wants fileb:// for blobs; botocore checks lengths itself, so some refusals never
// reach the wire.
import type { Service } from '../../core/operation.ts';
import type { Platform } from '../../platform/platform.ts';
import { AliasStore } from './alias-store.ts';
import type { KmsDeps } from './deps.ts';
import { kmsErrors } from './errors.ts';
import { GrantStore } from './grant-store.ts';
import { KeyStore } from './key-store.ts';
import { createManagedKeys } from './managed-keys.ts';
import { operations } from './operations/index.ts';
import type { KmsPorts } from './ports.ts';
import { isQuotaGroup, type RequestQuotas, RequestThrottle, UnknownQuotaError } from './request-quotas.ts';
import { Schedule } from './schedule.ts';
import { createThrottle } from './throttle.ts';
import { UsageLog } from './usage-log.ts';
import { createWrapping } from './wrapping.ts';

export { kmsMigrations } from './migrations.ts';
export type { KmsPorts } from './ports.ts';
export { UnknownQuotaError } from './request-quotas.ts';

export interface KmsSettings {
  /** Requests a second by quota (request-quotas.ts); none unless given. */
  readonly requestQuotas?: RequestQuotas | undefined;
}

/** @throws UnknownQuotaError before anything is opened. */
export function requireRequestQuotas(quotas: RequestQuotas): void {
  const unknown = Object.keys(quotas).find((group) => !isQuotaGroup(group, operations));
  if (unknown !== undefined) throw new UnknownQuotaError(`KMS has no request quota ${unknown}`);
}

export function createKms(platform: Platform, ports: KmsPorts, { requestQuotas }: KmsSettings = {}) {
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
  database.onUndo(forgetCaches);
  const { commit } = database;
  const schedule = new Schedule({
    platform,
    keys,
    grants,
    aliases,
    commit,
    creation: { keys, wrapping, random },
  });
  const managed = createManagedKeys(platform, wrapping, keys, aliases, () => schedule.plan());
  const deps: KmsDeps = {
    platform,
    ports,
    wrapping,
    keys,
    aliases,
    grants,
    managed,
    schedule,
    usage,
    commit,
  };
  const quotas = new RequestThrottle(clock, requestQuotas);
  const service: Service<KmsDeps> = {
    name: 'kms',
    eventSource: 'kms.amazonaws.com',
    protocol: { kind: 'json-1.1', targetPrefix: 'TrentService' },
    deps,
    operations,
    errors: kmsErrors,
    throttle: createThrottle(quotas, deps),
  };
  return {
    service,
    operations,
    /** Key policies and grants keep to whom they named. */
    renamePrincipal(from: string, to: string) {
      keys.renamePrincipal(from, to);
      grants.renamePrincipal(from, to);
    },
    forget() {
      forgetCaches();
      usage.forget();
      quotas.reset();
      schedule.plan();
    },
    /** Puts the key timers on the platform's clock; they follow it when it is moved. */
    start: () => schedule.plan(),
    setRequestQuota: (group: string, rate: number | undefined) => quotas.set(group, rate),
    isRequestQuota: (group: string) => isQuotaGroup(group, operations),
    requestQuotas: () => quotas.quotas(),
  };
}
