// GenerateMac through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { bytes, createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const Message = bytes('a letter');
const generateMac = (input: sdk.GenerateMacCommandInput) =>
  server.kms.send(new sdk.GenerateMacCommand(input));

describe('GenerateMac', () => {
  it.each([
    ['HMAC_224', 'HMAC_SHA_224', 28],
    ['HMAC_256', 'HMAC_SHA_256', 32],
    ['HMAC_384', 'HMAC_SHA_384', 48],
    ['HMAC_512', 'HMAC_SHA_512', 64],
  ] as const)(
    'under %s makes a tag of %s, the same for the same message',
    async (KeySpec, MacAlgorithm, length) => {
      const { KeyId, Arn } = await createKey(server.kms, { KeySpec, KeyUsage: 'GENERATE_VERIFY_MAC' });
      const answer = await generateMac({ KeyId, Message, MacAlgorithm });
      expect(answer).toMatchObject({ KeyId: Arn, MacAlgorithm });
      expect(answer.Mac).toHaveLength(length);
      expect((await generateMac({ KeyId, Message, MacAlgorithm })).Mac).toEqual(answer.Mac);
      expect((await generateMac({ KeyId, Message: bytes('b'), MacAlgorithm })).Mac).not.toEqual(answer.Mac);
    },
  );

  it('refuses another algorithm, another kind of key, and a message too long', async () => {
    const { KeyId } = await createKey(server.kms, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    const symmetric = await createKey(server.kms);
    const MacAlgorithm = 'HMAC_SHA_256';
    expect(await refusal(generateMac({ KeyId, Message, MacAlgorithm: 'HMAC_SHA_384' }))).toBe(
      'InvalidKeyUsageException: Algorithm HMAC_SHA_384 is incompatible with key spec HMAC_256.',
    );
    expect(await refusal(generateMac({ KeyId: symmetric.KeyId, Message, MacAlgorithm }))).toMatch(
      /^InvalidKeyUsageException/,
    );
    expect(await refusal(generateMac({ KeyId, Message: new Uint8Array(4097), MacAlgorithm }))).toMatch(
      /^ValidationException/,
    );
    expect(await refusal(generateMac({ KeyId: UNKNOWN_ID, Message, MacAlgorithm }))).toMatch(
      /^NotFoundException/,
    );
    expect(await refusal(generateMac({ KeyId, Message, MacAlgorithm, DryRun: true }))).toMatch(
      /^DryRunOperationException/,
    );
  });
});
