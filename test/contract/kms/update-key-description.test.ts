// UpdateKeyDescription through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const update = (KeyId: string, Description: string) =>
  server.kms.send(new sdk.UpdateKeyDescriptionCommand({ KeyId, Description }));

describe('UpdateKeyDescription', () => {
  it('changes the description, also to nothing', async () => {
    const { KeyId } = await createKey(server.kms, { Description: 'old' });
    for (const Description of ['new ✉', '']) {
      await update(KeyId, Description);
      const { KeyMetadata } = await server.kms.send(new sdk.DescribeKeyCommand({ KeyId }));
      expect(KeyMetadata?.Description).toBe(Description);
    }
  });

  it('refuses more than 8192 characters, unknown keys and those pending deletion', async () => {
    const { KeyId, Arn } = await createKey(server.kms);
    expect(await refusal(update(KeyId, 'x'.repeat(8193)))).toMatch(/^ValidationException: .*'description'/);
    expect(await refusal(update(UNKNOWN_ID, 'x'))).toMatch(/^NotFoundException/);
    await server.kms.send(new sdk.ScheduleKeyDeletionCommand({ KeyId }));
    expect(await refusal(update(KeyId, 'x'))).toBe(`KMSInvalidStateException: ${Arn} is pending deletion.`);
  });
});
