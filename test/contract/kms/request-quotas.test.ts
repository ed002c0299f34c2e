// Request quotas: off unless set, then a rate for each group, on a clock that stands still here.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, STRANGER, startPipeline } from './pipeline.ts';

const kms = startPipeline();
const { operations: on } = kms;
const bytes = Buffer.from('x');
const THROTTLED =
  'ThrottlingException: You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.';
let symmetric = '';
let rsa = '';

beforeAll(async () => {
  symmetric = (await kms.call(on.CreateKey, {})).KeyMetadata?.Arn ?? '';
  const spec = { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' } as const;
  rsa = (await kms.call(on.CreateKey, spec)).KeyMetadata?.Arn ?? '';
  kms.clock.freeze();
});
afterAll(() => kms.close());

const encrypt = (given = {}) => kms.refusal(on.Encrypt, { KeyId: symmetric, Plaintext: bytes }, given);
const sign = () =>
  kms.refusal(on.Sign, { KeyId: rsa, Message: bytes, SigningAlgorithm: 'RSASSA_PSS_SHA_256' });

describe('request quotas', () => {
  it('are none unless set', async () => {
    for (let count = 0; count < 50; count += 1) expect(await encrypt()).toBe('no refusal');
    expect(kms.requestQuotas()).toEqual({});
  });

  it('are shared by the symmetric operations, and refill with the clock', async () => {
    kms.setRequestQuota('CryptographicOperationsSymmetric', 3);
    expect(kms.requestQuotas()).toEqual({ CryptographicOperationsSymmetric: 3 });
    expect(await encrypt()).toBe('no refusal');
    expect(await kms.refusal(on.GenerateDataKey, { KeyId: symmetric, KeySpec: 'AES_256' })).toBe(
      'no refusal',
    );
    expect(await kms.refusal(on.GenerateRandom, { NumberOfBytes: 1 })).toBe('no refusal');
    expect(await encrypt()).toBe(THROTTLED);
    expect(await sign()).toBe('no refusal');
    expect(await kms.refusal(on.DescribeKey, { KeyId: symmetric })).toBe('no refusal');
    kms.clock.advance(400);
    expect(await encrypt()).toBe('no refusal');
    expect(await encrypt()).toBe(THROTTLED);
  });

  it('are counted by account and Region', async () => {
    kms.setRequestQuota('CryptographicOperationsSymmetric', 1);
    expect(await encrypt()).toBe('no refusal');
    expect(await encrypt()).toBe(THROTTLED);
    expect(await encrypt({ principal: root(STRANGER) })).toMatch(/^AccessDeniedException/);
    expect(await kms.refusal(on.GenerateRandom, { NumberOfBytes: 1 }, { region: 'eu-west-1' as never })).toBe(
      'no refusal',
    );
    kms.setRequestQuota('CryptographicOperationsSymmetric', undefined);
    expect(await encrypt()).toBe('no refusal');
  });

  it('may be less than one a second, or nothing at all', async () => {
    kms.setRequestQuota('CryptographicOperationsSymmetric', 0.5);
    expect([await encrypt(), await encrypt()]).toEqual(['no refusal', THROTTLED]);
    kms.clock.advance(2000);
    expect([await encrypt(), await encrypt()]).toEqual(['no refusal', THROTTLED]);
    kms.setRequestQuota('CryptographicOperationsSymmetric', 0);
    expect(await encrypt()).toBe(THROTTLED);
    kms.clock.advance(60_000);
    expect(await encrypt()).toBe(THROTTLED);
    kms.setRequestQuota('CryptographicOperationsSymmetric', undefined);
  });

  it('are others for RSA keys, for data key pairs, and for each operation of management', async () => {
    kms.setRequestQuota('CryptographicOperationsRsa', 1);
    kms.setRequestQuota('GenerateDataKeyPair:ECC_NIST_P256', 1);
    kms.setRequestQuota('DescribeKey', 1);
    expect([await sign(), await sign()]).toEqual(['no refusal', THROTTLED]);
    const pair = () =>
      kms.refusal(on.GenerateDataKeyPair, { KeyId: symmetric, KeyPairSpec: 'ECC_NIST_P256' });
    expect([await pair(), await pair()]).toEqual(['no refusal', THROTTLED]);
    const describeKey = () => kms.refusal(on.DescribeKey, { KeyId: symmetric });
    expect([await describeKey(), await describeKey()]).toEqual(['no refusal', THROTTLED]);
    expect(await encrypt()).toBe('no refusal');
  });
});
