// Every operation against every key state, as the developer guide's table has it.
//
// `Creating` and `Updating` pass as soon as the clock runs, so the clock stands still here.
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Region } from '../../../src/core/ids.ts';
import { COLUMNS, KEY_STATE_TABLE } from './key-state-table.ts';
import { startPipeline } from './pipeline.ts';

type Column = (typeof COLUMNS)[number] | 'PendingReplicaDeletion';
type Kind = 'symmetric' | 'hmac' | 'signing' | 'agreement';

const kms = startPipeline();
const { operations: on } = kms;
const OTHER = 'eu-west-1' as Region;
const ELSEWHERE = { region: OTHER };
const bytes = Buffer.from('some bytes');

beforeAll(() => kms.clock.freeze());
afterAll(() => kms.close());

const SPECS = {
  symmetric: { KeySpec: 'SYMMETRIC_DEFAULT', KeyUsage: 'ENCRYPT_DECRYPT' },
  hmac: { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
  signing: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
  agreement: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' },
} as const;
const KIND: Readonly<Record<string, Kind>> = {
  GenerateMac: 'hmac',
  VerifyMac: 'hmac',
  Sign: 'signing',
  Verify: 'signing',
  GetPublicKey: 'signing',
};

interface Subject {
  readonly arn: string;
  readonly region: Region;
  /** Sealed under the key while it was still enabled, or under another where it never was. */
  readonly blob: Uint8Array;
}

async function create(kind: Kind, more: object = {}) {
  const { KeyMetadata } = await kms.call(on.CreateKey, { ...SPECS[kind], ...more });
  return KeyMetadata?.Arn ?? '';
}
async function sealUnder(KeyId: string): Promise<Uint8Array> {
  const sealed = await kms.call(on.Encrypt, { KeyId, Plaintext: bytes });
  return sealed.CiphertextBlob ?? bytes;
}

/** A key of that kind in that state. */
async function subjectIn(state: Column, kind: Kind): Promise<Subject> {
  const here = (arn: string, blob: Uint8Array = bytes): Subject => ({
    arn,
    blob,
    region: arn.split(':')[3] as Region,
  });
  if (state === 'PendingImport') return here(await create(kind, { Origin: 'EXTERNAL' }));
  const multiRegion = state === 'Creating' || state === 'Updating' || state === 'PendingReplicaDeletion';
  const arn = await create(kind, multiRegion ? { MultiRegion: true } : {});
  const blob = kind === 'symmetric' ? await sealUnder(arn) : bytes;
  switch (state) {
    case 'Disabled':
      await kms.call(on.DisableKey, { KeyId: arn });
      return here(arn, blob);
    case 'PendingDeletion':
      await kms.call(on.ScheduleKeyDeletion, { KeyId: arn });
      return here(arn, blob);
    case 'Creating':
      await kms.call(on.ReplicateKey, { KeyId: arn, ReplicaRegion: OTHER });
      return here(arn.replace('us-east-1', OTHER), blob);
    case 'PendingReplicaDeletion':
      await kms.call(on.ReplicateKey, { KeyId: arn, ReplicaRegion: OTHER });
      await kms.call(on.ScheduleKeyDeletion, { KeyId: arn });
      return here(arn, blob);
    case 'Updating':
      await kms.call(on.ReplicateKey, { KeyId: arn, ReplicaRegion: OTHER });
      await kms.clock.settle();
      await kms.call(on.UpdatePrimaryRegion, { KeyId: arn, PrimaryRegion: OTHER });
      // The new primary, which ReplicateKey would otherwise take.
      return here(arn.replace('us-east-1', OTHER), blob);
    default:
      return here(arn, blob);
  }
}

const newName = () => `alias/state-${kms.platform.random.uuid()}`;
const peer = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey;
const PEER = peer.export({ type: 'spki', format: 'der' });

/** One request of every operation in the table; what it is refused with, if it is. */
const REQUESTS: Readonly<Record<string, (subject: Subject) => Promise<string>>> = {
  CancelKeyDeletion: ({ arn: KeyId, region }) => kms.refusal(on.CancelKeyDeletion, { KeyId }, { region }),
  CreateAlias: ({ arn, region }) =>
    kms.refusal(on.CreateAlias, { AliasName: newName(), TargetKeyId: arn }, { region }),
  CreateGrant: ({ arn: KeyId, region }) =>
    kms.refusal(
      on.CreateGrant,
      { KeyId, GranteePrincipal: 'arn:aws:iam::111122223333:user/a', Operations: ['DescribeKey'] },
      { region },
    ),
  Decrypt: ({ arn: KeyId, region, blob }) =>
    kms.refusal(on.Decrypt, { KeyId, CiphertextBlob: blob }, { region }),
  async DeleteAlias({ region }) {
    // An alias whose key got into the state after the alias was made would do as well: no state is asked.
    const KeyId = await create('symmetric');
    const AliasName = newName();
    await kms.call(on.CreateAlias, { AliasName, TargetKeyId: KeyId });
    return kms.refusal(on.DeleteAlias, { AliasName }, region === OTHER ? {} : { region });
  },
  DeleteImportedKeyMaterial: ({ arn: KeyId, region }) =>
    kms.refusal(on.DeleteImportedKeyMaterial, { KeyId }, { region }),
  DescribeKey: ({ arn: KeyId, region }) => kms.refusal(on.DescribeKey, { KeyId }, { region }),
  DisableKey: ({ arn: KeyId, region }) => kms.refusal(on.DisableKey, { KeyId }, { region }),
  DisableKeyRotation: ({ arn: KeyId, region }) => kms.refusal(on.DisableKeyRotation, { KeyId }, { region }),
  EnableKey: ({ arn: KeyId, region }) => kms.refusal(on.EnableKey, { KeyId }, { region }),
  EnableKeyRotation: ({ arn: KeyId, region }) => kms.refusal(on.EnableKeyRotation, { KeyId }, { region }),
  Encrypt: ({ arn: KeyId, region }) => kms.refusal(on.Encrypt, { KeyId, Plaintext: bytes }, { region }),
  GenerateDataKey: ({ arn: KeyId, region }) =>
    kms.refusal(on.GenerateDataKey, { KeyId, KeySpec: 'AES_256' }, { region }),
  GenerateDataKeyPair: ({ arn: KeyId, region }) =>
    kms.refusal(on.GenerateDataKeyPair, { KeyId, KeyPairSpec: 'ECC_NIST_P256' }, { region }),
  GenerateDataKeyPairWithoutPlaintext: ({ arn: KeyId, region }) =>
    kms.refusal(on.GenerateDataKeyPairWithoutPlaintext, { KeyId, KeyPairSpec: 'ECC_NIST_P256' }, { region }),
  GenerateDataKeyWithoutPlaintext: ({ arn: KeyId, region }) =>
    kms.refusal(on.GenerateDataKeyWithoutPlaintext, { KeyId, KeySpec: 'AES_256' }, { region }),
  GenerateMac: ({ arn: KeyId, region }) =>
    kms.refusal(on.GenerateMac, { KeyId, Message: bytes, MacAlgorithm: 'HMAC_SHA_256' }, { region }),
  GetKeyPolicy: ({ arn: KeyId, region }) => kms.refusal(on.GetKeyPolicy, { KeyId }, { region }),
  GetKeyRotationStatus: ({ arn: KeyId, region }) =>
    kms.refusal(on.GetKeyRotationStatus, { KeyId }, { region }),
  GetParametersForImport: ({ arn: KeyId, region }) =>
    kms.refusal(
      on.GetParametersForImport,
      { KeyId, WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' },
      { region },
    ),
  GetPublicKey: ({ arn: KeyId, region }) => kms.refusal(on.GetPublicKey, { KeyId }, { region }),
  ImportKeyMaterial: ({ arn: KeyId, region }) =>
    kms.refusal(
      on.ImportKeyMaterial,
      {
        KeyId,
        ImportToken: bytes,
        EncryptedKeyMaterial: bytes,
        ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
      },
      { region },
    ),
  ListAliases: ({ arn: KeyId, region }) => kms.refusal(on.ListAliases, { KeyId }, { region }),
  ListGrants: ({ arn: KeyId, region }) => kms.refusal(on.ListGrants, { KeyId }, { region }),
  ListKeyPolicies: ({ arn: KeyId, region }) => kms.refusal(on.ListKeyPolicies, { KeyId }, { region }),
  ListResourceTags: ({ arn: KeyId, region }) => kms.refusal(on.ListResourceTags, { KeyId }, { region }),
  async PutKeyPolicy({ arn: KeyId, region }) {
    const { Policy = '' } = await kms.call(on.GetKeyPolicy, { KeyId }, { region });
    return kms.refusal(on.PutKeyPolicy, { KeyId, Policy }, { region });
  },
  async ReEncrypt({ arn, region, blob }) {
    const { KeyMetadata } = await kms.call(on.CreateKey, {}, { region });
    const DestinationKeyId = KeyMetadata?.KeyId ?? '';
    return kms.refusal(
      on.ReEncrypt,
      { SourceKeyId: arn, CiphertextBlob: blob, DestinationKeyId },
      { region },
    );
  },
  ReplicateKey: ({ arn: KeyId, region }) =>
    kms.refusal(on.ReplicateKey, { KeyId, ReplicaRegion: 'ap-southeast-2' }, { region }),
  RetireGrant: ({ arn: KeyId, region }) =>
    kms.refusal(on.RetireGrant, { KeyId, GrantId: 'unknown' }, { region }),
  RevokeGrant: ({ arn: KeyId, region }) =>
    kms.refusal(on.RevokeGrant, { KeyId, GrantId: 'unknown' }, { region }),
  ScheduleKeyDeletion: ({ arn: KeyId, region }) => kms.refusal(on.ScheduleKeyDeletion, { KeyId }, { region }),
  Sign: ({ arn: KeyId, region }) =>
    kms.refusal(on.Sign, { KeyId, Message: bytes, SigningAlgorithm: 'ECDSA_SHA_256' }, { region }),
  TagResource: ({ arn: KeyId, region }) =>
    kms.refusal(on.TagResource, { KeyId, Tags: [{ TagKey: 'a', TagValue: 'b' }] }, { region }),
  UntagResource: ({ arn: KeyId, region }) =>
    kms.refusal(on.UntagResource, { KeyId, TagKeys: ['a'] }, { region }),
  async UpdateAlias({ arn, region }) {
    const AliasName = newName();
    const { KeyMetadata } = await kms.call(on.CreateKey, {}, { region });
    await kms.call(on.CreateAlias, { AliasName, TargetKeyId: KeyMetadata?.KeyId ?? '' }, { region });
    return kms.refusal(on.UpdateAlias, { AliasName, TargetKeyId: arn }, { region });
  },
  UpdateKeyDescription: ({ arn: KeyId, region }) =>
    kms.refusal(on.UpdateKeyDescription, { KeyId, Description: 'd' }, { region }),
  UpdatePrimaryRegion: ({ arn: KeyId, region }) =>
    kms.refusal(on.UpdatePrimaryRegion, { KeyId, PrimaryRegion: 'us-east-1' }, { region }),
  Verify: ({ arn: KeyId, region }) =>
    kms.refusal(
      on.Verify,
      { KeyId, Message: bytes, Signature: bytes, SigningAlgorithm: 'ECDSA_SHA_256' },
      { region },
    ),
  VerifyMac: ({ arn: KeyId, region }) =>
    kms.refusal(
      on.VerifyMac,
      { KeyId, Message: bytes, Mac: bytes, MacAlgorithm: 'HMAC_SHA_256' },
      { region },
    ),
};

const STATE_REFUSAL = /^(DisabledException|KMSInvalidStateException)/;
const FOOTNOTES: Readonly<Record<string, RegExp>> = {
  1: /^DisabledException: arn:\S+ is disabled\.$/,
  3: /^KMSInvalidStateException: arn:\S+ is pending deletion\.$/,
  4: /^KMSInvalidStateException: arn:\S+ is not pending deletion\.$/,
  5: /^KMSInvalidStateException: arn:\S+ is pending import\.$/,
  6: /^UnsupportedOperationException/,
  7: /^UnsupportedOperationException/,
  8: /^KMSInvalidStateException: arn:\S+ is pending deletion\.$/,
  9: /^UnsupportedOperationException: arn:\S+ origin is AWS_KMS which is not valid for this operation\.$/,
  10: /^KMSInvalidStateException: arn:\S+ is pending deletion\.$/,
  14: /^KMSInvalidStateException: arn:\S+ is creating\.$/,
  15: /^KMSInvalidStateException: arn:\S+ is updating\.$/,
};

/** A refusal matches a cell when one of its footnotes says so, or when the cell lets the state pass. */
function check(cell: string, found: string): void {
  const notes = [...cell.matchAll(/\[(\d+)\]/g)].map(([, note]) => FOOTNOTES[note ?? '']);
  const matches = notes.some((pattern) => pattern?.test(found));
  if (cell.startsWith('OK')) expect(found).not.toMatch(STATE_REFUSAL);
  else if (cell.startsWith('?')) expect(matches || !STATE_REFUSAL.test(found), found).toBe(true);
  else expect(matches, `${cell}: ${found}`).toBe(true);
}

describe('key states', () => {
  for (const [operation, cells] of Object.entries(KEY_STATE_TABLE)) {
    it(`${operation} is allowed and refused in the states AWS names`, async () => {
      expect(REQUESTS[operation]).toBeDefined();
      for (const [index, state] of COLUMNS.entries()) {
        const cell = cells[index] ?? '';
        // Footnote N/A: when the table was written, such keys could not have imported material.
        const expected = cell === 'N/A' ? 'X [5]' : cell;
        const subject = await subjectIn(state, KIND[operation] ?? 'symmetric');
        const found = await REQUESTS[operation]?.(subject);
        check(expected, `${found}`);
        if (state !== 'PendingDeletion') continue;
        const primary = await subjectIn('PendingReplicaDeletion', KIND[operation] ?? 'symmetric');
        check(expected, `${await REQUESTS[operation]?.(primary)}`);
      }
    });
  }

  it('bind DeriveSharedSecret, which is newer than the table, like its kin', async () => {
    for (const state of COLUMNS) {
      const { arn: KeyId, region } = await subjectIn(state, 'agreement');
      const found = await kms.refusal(
        on.DeriveSharedSecret,
        { KeyId, KeyAgreementAlgorithm: 'ECDH', PublicKey: PEER },
        { region },
      );
      const row = KEY_STATE_TABLE.Encrypt ?? [];
      check(row[COLUMNS.indexOf(state)] ?? '', found);
    }
  });

  it('let a replica be used once it is created, and keep a deleted key for nobody', async () => {
    const { arn, region } = await subjectIn('Creating', 'symmetric');
    await kms.clock.settle();
    expect(await kms.refusal(on.Encrypt, { KeyId: arn, Plaintext: bytes }, ELSEWHERE)).toBe('no refusal');
    await kms.call(on.ScheduleKeyDeletion, { KeyId: arn, PendingWindowInDays: 7 }, { region });
    kms.clock.advance(7 * 86_400_000);
    await kms.clock.settle();
    expect(await kms.refusal(on.DescribeKey, { KeyId: arn }, { region })).toBe(
      `NotFoundException: Key '${arn}' does not exist`,
    );
  });
});
