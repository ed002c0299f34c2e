// GenerateRandom through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { refusal, useServer } from './support.ts';

const server = useServer();

const random = (input: sdk.GenerateRandomCommandInput) =>
  server.kms.send(new sdk.GenerateRandomCommand(input));

describe('GenerateRandom', () => {
  it('answers as many bytes as asked, never the same', async () => {
    const first = await random({ NumberOfBytes: 1024 });
    const second = await random({ NumberOfBytes: 1024 });
    expect(first.Plaintext).toHaveLength(1024);
    expect(first.Plaintext).not.toEqual(second.Plaintext);
    expect((await random({ NumberOfBytes: 1 })).Plaintext).toHaveLength(1);
  });

  it('wants a number of bytes, from 1 to 1024', async () => {
    expect(await refusal(random({}))).toBe('ValidationException: NumberOfBytes is required.');
    expect(await refusal(random({ NumberOfBytes: 0 }))).toMatch(/greater than or equal to 1$/);
    expect(await refusal(random({ NumberOfBytes: 1025 }))).toMatch(/less than or equal to 1024$/);
  });

  it('has neither a custom key store nor an enclave', async () => {
    expect(await refusal(random({ NumberOfBytes: 1, CustomKeyStoreId: 'cks-1' }))).toMatch(
      /^UnsupportedOperationException/,
    );
    const Recipient = { AttestationDocument: new Uint8Array(1) };
    expect(await refusal(random({ NumberOfBytes: 1, Recipient }))).toMatch(/^UnsupportedOperationException/);
  });
});
