// UntagResource through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const untag = (KeyId: string, TagKeys: string[]) =>
  server.kms.send(new sdk.UntagResourceCommand({ KeyId, TagKeys }));

describe('UntagResource', () => {
  it('takes tags away, and minds none that were never there', async () => {
    const { KeyId } = await createKey(server.kms, {
      Tags: [
        { TagKey: 'a', TagValue: '1' },
        { TagKey: 'b', TagValue: '2' },
      ],
    });
    await untag(KeyId, ['a', 'never']);
    const { Tags } = await server.kms.send(new sdk.ListResourceTagsCommand({ KeyId }));
    expect(Tags).toEqual([{ TagKey: 'b', TagValue: '2' }]);
  });

  it('refuses reserved and empty names, unknown keys and those pending deletion', async () => {
    const { KeyId, Arn } = await createKey(server.kms);
    expect(await refusal(untag(KeyId, ['aws:x']))).toBe(
      'TagException: Tags beginning with aws: are reserved',
    );
    expect(await refusal(untag(KeyId, ['']))).toMatch(/^ValidationException: .*'tagKeys.1.member'/);
    expect(await refusal(untag(UNKNOWN_ID, ['a']))).toMatch(/^NotFoundException/);
    await server.kms.send(new sdk.ScheduleKeyDeletionCommand({ KeyId }));
    expect(await refusal(untag(KeyId, ['a']))).toBe(`KMSInvalidStateException: ${Arn} is pending deletion.`);
  });
});
