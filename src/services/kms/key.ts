// A KMS key as the service sees it, and how DescribeKey shows it.
import type { KeyObject } from 'node:crypto';
import { type AccountId, partitionOf, type Region } from '../../core/ids.ts';
import {
  encryptionAlgorithmsOf,
  isHmac,
  isSymmetric,
  type KeySpec,
  macAlgorithmsOf,
  signingAlgorithmsOf,
} from './key-spec.ts';
import type { KeyMetadata, KeyState, KeyUsage } from './shapes.ts';

declare const keyArn: unique symbol;
export type KeyArn = string & { readonly [keyArn]: true };

/** The columns of `kms_key`. */
export interface KeyRecord {
  readonly arn: KeyArn;
  readonly account: AccountId;
  readonly region: Region;
  /** A UUID, or `mrk-` and 32 hex digits. */
  readonly id: string;
  readonly spec: KeySpec;
  readonly usage: KeyUsage;
  readonly origin: 'AWS_KMS' | 'EXTERNAL';
  readonly manager: 'AWS' | 'CUSTOMER';
  readonly description: string;
  /** JSON text, byte for byte as it was put. */
  readonly policy: string;
  readonly state: Exclude<KeyState, 'Unavailable'>;
  /** Where `Creating` and `Updating` lead. */
  readonly stateAfter: Exclude<KeyState, 'Unavailable'> | null;
  readonly created: number;
  readonly deletionDate: number | null;
  readonly pendingWindow: number | null;
  readonly multiRegion: 'PRIMARY' | 'REPLICA' | null;
  /** Days; null while automatic rotation is off. */
  readonly rotationPeriod: number | null;
  readonly nextRotation: number | null;
  readonly onDemandRotations: number;
}

/** One backing key: the bytes of AWS's "HBK". Blobs name it by its handle, never the key. */
export interface Material {
  /** 64 hex digits: KeyMaterialId, and bytes 5 to 36 of every blob sealed under it. */
  readonly handle: string;
  /** Counts from 0 in the order in which the key got them. */
  readonly position: number;
  readonly state: 'CURRENT' | 'NON_CURRENT' | 'PENDING_ROTATION' | 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION';
  /** Sealed under the master key; null when imported material was deleted or expired. */
  readonly wrapped: Buffer | null;
  /** SubjectPublicKeyInfo, for asymmetric keys. */
  readonly publicKey: Buffer | null;
  readonly description: string | null;
  readonly expiresAt: number | null;
  readonly rotatedAt: number | null;
  readonly rotationType: 'AUTOMATIC' | 'ON_DEMAND' | null;
}

export interface Key extends KeyRecord {
  readonly materials: readonly Material[];
  readonly current: Material | undefined;
  /** `alias/…` names that point here. */
  readonly aliases: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** Condition keys that depend on the key alone. */
  readonly conditions: Readonly<Record<string, string | boolean | readonly string[]>>;
  /** Unwraps on first use and keeps the handle object; its memory is cleansed when the key leaves the cache. */
  readonly secret: (material: Material) => KeyObject;
}

export const keyArnOf = (account: AccountId, region: Region, id: string): KeyArn =>
  `arn:${partitionOf(region)}:kms:${region}:${account}:key/${id}` as KeyArn;

export const aliasArnOf = (account: AccountId, region: Region, name: string): string =>
  `arn:${partitionOf(region)}:kms:${region}:${account}:${name}`;

const isEnabled = (key: KeyRecord): boolean =>
  key.state === 'Enabled' || (key.state === 'Updating' && key.stateAfter === 'Enabled');

/**
 * KeyMetadata as AWS answers it: members that do not apply are absent (facts/kms.md §14).
 * @param related every key of the multi-Region set, this one included.
 */
export function metadataOf(key: Key, related: readonly KeyRecord[] = []): KeyMetadata {
  const encryption = key.usage === 'ENCRYPT_DECRYPT' ? encryptionAlgorithmsOf(key.spec) : undefined;
  const signing = key.usage === 'SIGN_VERIFY' ? signingAlgorithmsOf(key.spec) : undefined;
  const agreement = key.usage === 'KEY_AGREEMENT' ? (['ECDH'] as const) : undefined;
  const { current } = key;
  const imported = key.origin === 'EXTERNAL' && current?.wrapped ? current : undefined;
  return {
    AWSAccountId: key.account,
    KeyId: key.id,
    Arn: key.arn,
    CreationDate: new Date(key.created),
    Enabled: isEnabled(key),
    Description: key.description,
    KeyUsage: key.usage,
    KeyState: key.state,
    ...(key.deletionDate !== null && { DeletionDate: new Date(key.deletionDate) }),
    ...(imported && {
      ExpirationModel: imported.expiresAt === null ? 'KEY_MATERIAL_DOES_NOT_EXPIRE' : 'KEY_MATERIAL_EXPIRES',
      ...(imported.expiresAt !== null && { ValidTo: new Date(imported.expiresAt) }),
    }),
    Origin: key.origin,
    KeyManager: key.manager,
    CustomerMasterKeySpec: key.spec as KeyMetadata['CustomerMasterKeySpec'],
    KeySpec: key.spec,
    ...(encryption && { EncryptionAlgorithms: encryption }),
    ...(signing && { SigningAlgorithms: signing }),
    ...(agreement && { KeyAgreementAlgorithms: agreement }),
    MultiRegion: key.multiRegion !== null,
    ...(key.multiRegion && { MultiRegionConfiguration: configurationOf(key.multiRegion, related) }),
    ...(key.state === 'PendingReplicaDeletion' &&
      key.pendingWindow !== null && { PendingDeletionWindowInDays: key.pendingWindow }),
    ...(isHmac(key.spec) && { MacAlgorithms: macAlgorithmsOf(key.spec) }),
    // Only symmetric keys show it, and not before the replica is there (recorded).
    ...(isSymmetric(key.spec) &&
      current &&
      key.state !== 'Creating' && { CurrentKeyMaterialId: current.handle }),
  };
}

function configurationOf(
  type: 'PRIMARY' | 'REPLICA',
  related: readonly KeyRecord[],
): KeyMetadata['MultiRegionConfiguration'] {
  const primary = related.find((key) => key.multiRegion === 'PRIMARY');
  return {
    MultiRegionKeyType: type,
    ...(primary && { PrimaryKey: { Arn: primary.arn, Region: primary.region } }),
    ReplicaKeys: related
      .filter((key) => key.multiRegion === 'REPLICA')
      .map(({ arn, region }) => ({ Arn: arn, Region: region })),
  };
}
