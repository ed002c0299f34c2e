// VerifyMac through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { bytes, createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const Message = bytes('a letter');
const verifyMac = (input: sdk.VerifyMacCommandInput) => server.kms.send(new sdk.VerifyMacCommand(input));

describe('VerifyMac', () => {
  it.each([
    ['HMAC_224', 'HMAC_SHA_224'],
    ['HMAC_256', 'HMAC_SHA_256'],
    ['HMAC_384', 'HMAC_SHA_384'],
    ['HMAC_512', 'HMAC_SHA_512'],
  ] as const)('under %s takes the tag of %s and no other', async (KeySpec, MacAlgorithm) => {
    const { KeyId, Arn } = await createKey(server.kms, { KeySpec, KeyUsage: 'GENERATE_VERIFY_MAC' });
    const { Mac } = await server.kms.send(new sdk.GenerateMacCommand({ KeyId, Message, MacAlgorithm }));
    expect(await verifyMac({ KeyId, Message, Mac, MacAlgorithm })).toMatchObject({
      KeyId: Arn,
      MacValid: true,
      MacAlgorithm,
    });
    const flipped = Uint8Array.from(Mac ?? []);
    flipped[0] = (flipped[0] ?? 0) ^ 1;
    for (const wrong of [flipped, flipped.subarray(1), bytes('x')]) {
      expect(await refusal(verifyMac({ KeyId, Message, Mac: wrong, MacAlgorithm }))).toBe(
        'KMSInvalidMacException',
      );
    }
    expect(await refusal(verifyMac({ KeyId, Message: bytes('b'), Mac, MacAlgorithm }))).toBe(
      'KMSInvalidMacException',
    );
  });

  it('refuses another algorithm, an unknown key, and checks the tag in a dry run too', async () => {
    const { KeyId } = await createKey(server.kms, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    const MacAlgorithm = 'HMAC_SHA_256';
    const { Mac } = await server.kms.send(new sdk.GenerateMacCommand({ KeyId, Message, MacAlgorithm }));
    expect(await refusal(verifyMac({ KeyId, Message, Mac, MacAlgorithm: 'HMAC_SHA_224' }))).toMatch(
      /^InvalidKeyUsageException/,
    );
    expect(await refusal(verifyMac({ KeyId: UNKNOWN_ID, Message, Mac, MacAlgorithm }))).toMatch(
      /^NotFoundException/,
    );
    expect(await refusal(verifyMac({ KeyId, Message, Mac, MacAlgorithm, DryRun: true }))).toMatch(
      /^DryRunOperationException/,
    );
    expect(await refusal(verifyMac({ KeyId, Message, Mac: bytes('x'), MacAlgorithm, DryRun: true }))).toBe(
      'KMSInvalidMacException',
    );
  });
});
