// Request quotas: token buckets an account, Region and quota, on the injected clock. Off unless set.
//
// The groups are those of the developer guide's "Request quotas": cryptographic operations share one rate a
// kind of key, data key pairs have one a spec, all others one each. ScheduleKeyDeletion and the like by name.
import type { Call } from '../../core/call.ts';
import type { Clock } from '../../platform/clock.ts';
import * as errors from './errors.ts';
import type { KeyAlgorithm } from './key-spec.ts';
import { dataKeyPairSpec } from './shapes.ts';

/** Requests a second by group: `CryptographicOperationsSymmetric`, `GenerateDataKeyPair:RSA_2048`, `CreateKey`. */
export type RequestQuotas = Readonly<Record<string, number>>;

const SHARED_SYMMETRIC = new Set([
  'Decrypt',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'GenerateMac',
  'GenerateRandom',
  'ReEncrypt',
  'VerifyMac',
]);
const SHARED_ASYMMETRIC = new Set([
  'Decrypt',
  'Encrypt',
  'ReEncrypt',
  'Sign',
  'Verify',
  'DeriveSharedSecret',
]);
const DATA_KEY_PAIRS = new Set(['GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext']);

/** @param family of the key named in the request; undefined where none is named or it is unknown. */
export function quotaGroup(
  operation: string,
  family: KeyAlgorithm['family'] | undefined,
  pairSpec: string | undefined,
): string {
  if (DATA_KEY_PAIRS.has(operation)) return `GenerateDataKeyPair:${pairSpec}`;
  if (SHARED_ASYMMETRIC.has(operation)) {
    if (family === 'rsa') return 'CryptographicOperationsRsa';
    if (family === 'ec' || family === 'ed25519') return 'CryptographicOperationsEcc';
    if (family === 'ml-dsa') return 'CryptographicOperationsMlDsa';
  }
  return SHARED_SYMMETRIC.has(operation) ? 'CryptographicOperationsSymmetric' : operation;
}

const PAIR_SPECS = dataKeyPairSpec.type === 'string' ? (dataKeyPairSpec.values ?? []) : [];
const SHARED = new Set([
  'CryptographicOperationsSymmetric',
  'CryptographicOperationsRsa',
  'CryptographicOperationsEcc',
  'CryptographicOperationsMlDsa',
  ...PAIR_SPECS.map((spec) => `GenerateDataKeyPair:${spec}`),
]);

/** A setting names a quota that KMS does not have. */
export class UnknownQuotaError extends Error {}

/** @param operations of KMS, by name: those that share no quota have one of their own. */
export const isQuotaGroup = (group: string, operations: object): boolean =>
  SHARED.has(group) ||
  (Object.hasOwn(operations, group) && quotaGroup(group, undefined, undefined) === group);

interface Bucket {
  tokens: number;
  filledAt: number;
}

export class RequestThrottle {
  private readonly rates = new Map<string, number>();
  private readonly buckets = new Map<string, Bucket>();

  /** @param initial what `reset` goes back to. */
  constructor(
    private readonly clock: Clock,
    private readonly initial: RequestQuotas = {},
  ) {
    this.reset();
  }

  reset(): void {
    this.rates.clear();
    for (const [group, rate] of Object.entries(this.initial)) this.set(group, rate);
  }

  get active(): boolean {
    return this.rates.size > 0;
  }

  /** @param rate requests a second, one second's worth at once; undefined lifts the quota, 0 refuses all. */
  set(group: string, rate: number | undefined): void {
    if (rate === undefined) this.rates.delete(group);
    else this.rates.set(group, rate);
    this.buckets.clear();
  }

  quotas(): RequestQuotas {
    return Object.fromEntries(this.rates);
  }

  /** @throws ThrottlingException once the rate is used up. */
  take(group: string, { account, region }: Call): void {
    const rate = this.rates.get(group);
    if (rate === undefined) return;
    const name = `${account} ${region} ${group}`;
    const now = this.clock.now();
    // Less than one a second still lets one through now and then; none at all lets none.
    const most = rate === 0 ? 0 : Math.max(rate, 1);
    const bucket = this.buckets.get(name) ?? { tokens: most, filledAt: now };
    const filled = bucket.tokens + (Math.max(now - bucket.filledAt, 0) * rate) / 1000;
    bucket.tokens = Math.min(filled, most);
    bucket.filledAt = now;
    this.buckets.set(name, bucket);
    if (bucket.tokens < 1) throw errors.throttled();
    bucket.tokens -= 1;
  }
}
