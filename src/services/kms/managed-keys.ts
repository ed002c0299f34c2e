// AWS managed keys: `alias/aws/<service>`, made in an account and Region the first time that service asks.
//
// aws/s3 has the policy of facts/kms.md §12. Those of other services follow its pattern; that SES itself
// (receiving mail for the account, without a caller to forward) may use aws/ses is a choice: AWS does not
// publish that policy. Each statement holds the key to its own account, so that no other account's role
// can come in through the service.
import type { Call } from '../../core/call.ts';
import { type AccountId, partitionOf, type Region } from '../../core/ids.ts';
import type { Platform } from '../../platform/platform.ts';
import type { AliasStore } from './alias-store.ts';
import { daysAfter } from './dates.ts';
import { type KeyArn, keyArnOf } from './key.ts';
import { insertKey } from './key-creation.ts';
import type { KeyStore } from './key-store.ts';
import type { Wrapping } from './wrapping.ts';

const MANAGED = /^alias\/aws\/([a-z0-9-]+)$/;
const ROTATION_DAYS = 365;
/** How the descriptions name a service; the pattern holds for all that were found (facts/kms.md §12). */
const NOUNS: Readonly<Record<string, string>> = { s3: 'S3 objects', ses: 'SES messages' };

export interface ManagedKeys {
  /** The key behind the alias, made now if its own service asks; undefined for everybody else. */
  readonly provide: (call: Call, account: AccountId, alias: string) => KeyArn | undefined;
}

export function createManagedKeys(
  platform: Platform,
  wrapping: Wrapping,
  keys: KeyStore,
  aliases: AliasStore,
  onCreated: () => void,
): ManagedKeys {
  return {
    provide(call, account, alias) {
      const service = MANAGED.exec(alias)?.[1];
      if (!service || account !== call.account || !isAskedBy(service, call)) return undefined;
      const { region, time } = call;
      const arn = keyArnOf(account, region, platform.random.uuid());
      const material = platform.random.bytes(32);
      // Written at once instead of in the shared commit: the call that asks is answered in this very turn,
      // and it happens once per account, Region and service.
      insertKey(
        { keys, wrapping, random: platform.random },
        {
          arn,
          account,
          region,
          id: arn.slice(arn.lastIndexOf('/') + 1),
          spec: 'SYMMETRIC_DEFAULT',
          usage: 'ENCRYPT_DECRYPT',
          origin: 'AWS_KMS',
          manager: 'AWS',
          description: `Default key that protects my ${NOUNS[service] ?? `${service} data`} when no other key is defined`,
          policy: managedPolicy(service, account, region),
          state: 'Enabled',
          stateAfter: null,
          created: time,
          deletionDate: null,
          pendingWindow: null,
          multiRegion: null,
          rotationPeriod: ROTATION_DAYS,
          nextRotation: daysAfter(time, ROTATION_DAYS),
          onDemandRotations: 0,
        },
        { bytes: material, publicKey: null },
      );
      aliases.save({ account, region, name: alias, keyArn: arn, created: time, updated: time });
      onCreated();
      return arn;
    },
  };
}

function isAskedBy(service: string, { principal, viaService }: Call): boolean {
  if (principal.type === 'service') return principal.service === `${service}.amazonaws.com`;
  return viaService?.startsWith(`${service}.`) === true;
}

const USE = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'];

/** What receiving mail needs; the page grants SES no more on a customer managed key either. */
const SEAL = ['kms:Encrypt', 'kms:GenerateDataKey*'];

function managedPolicy(service: string, account: AccountId, region: Region): string {
  const name = service === 's3' || service === 'ses' ? service.toUpperCase() : service;
  const statements: object[] = [
    {
      Sid: `Allow access through ${name} for all principals in the account that are authorized to use ${name}`,
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: USE,
      Resource: '*',
      Condition: {
        StringEquals: {
          'kms:ViaService': `${service}.${region}.amazonaws.com`,
          'kms:CallerAccount': account,
        },
      },
    },
    {
      Sid: 'Allow direct access to key metadata to the account',
      Effect: 'Allow',
      Principal: { AWS: `arn:${partitionOf(region)}:iam::${account}:root` },
      Action: ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:RevokeGrant'],
      Resource: '*',
    },
  ];
  if (service !== 's3') {
    statements.splice(1, 0, {
      Sid: `Allow ${name} itself on behalf of the account`,
      Effect: 'Allow',
      Principal: { Service: `${service}.amazonaws.com` },
      Action: service === 'ses' ? SEAL : USE,
      Resource: '*',
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    });
  }
  if (service === 'ses') {
    // The page: SES cannot decrypt, the account's own code does, under this key as under any other.
    statements.push({
      Sid: 'Allow principals of the account to decrypt their messages',
      Effect: 'Allow',
      Principal: { AWS: `arn:${partitionOf(region)}:iam::${account}:root` },
      Action: 'kms:Decrypt',
      Resource: '*',
    });
  }
  return JSON.stringify({ Version: '2012-10-17', Id: `auto-${service}-2`, Statement: statements });
}
