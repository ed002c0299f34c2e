// TagResource through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { bytes, createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const tag = (KeyId: string, Tags: sdk.Tag[]) => server.kms.send(new sdk.TagResourceCommand({ KeyId, Tags }));
const tagsOf = async (KeyId: string) =>
  (await server.kms.send(new sdk.ListResourceTagsCommand({ KeyId }))).Tags;

describe('TagResource', () => {
  it('adds tags and overwrites those of the same key', async () => {
    const { KeyId } = await createKey(server.kms, { Tags: [{ TagKey: 'a', TagValue: '1' }] });
    await tag(KeyId, [
      { TagKey: 'a', TagValue: '2' },
      { TagKey: 'B', TagValue: '' },
    ]);
    expect(await tagsOf(KeyId)).toEqual([
      { TagKey: 'B', TagValue: '' },
      { TagKey: 'a', TagValue: '2' },
    ]);
  });

  it('binds policies at once', async () => {
    const { KeyId } = await createKey(server.kms);
    const { Policy = '' } = await server.kms.send(new sdk.GetKeyPolicyCommand({ KeyId }));
    const policy = JSON.parse(Policy);
    const Condition = { StringEquals: { 'aws:ResourceTag/secret': 'yes' } };
    policy.Statement.push({
      Effect: 'Deny',
      Principal: '*',
      Action: 'kms:Encrypt',
      Resource: '*',
      Condition,
    });
    await server.kms.send(new sdk.PutKeyPolicyCommand({ KeyId, Policy: JSON.stringify(policy) }));
    const encrypt = () => refusal(server.kms.send(new sdk.EncryptCommand({ KeyId, Plaintext: bytes('x') })));
    expect(await encrypt()).toBe('no refusal');
    await tag(KeyId, [{ TagKey: 'secret', TagValue: 'yes' }]);
    expect(await encrypt()).toMatch(/^AccessDeniedException/);
  });

  it('refuses duplicates, reserved names, more than fifty, and a key pending deletion', async () => {
    const { KeyId, Arn } = await createKey(server.kms);
    const many = Array.from({ length: 50 }, (_, index) => ({ TagKey: `k${index}`, TagValue: '' }));
    expect(
      await refusal(
        tag(KeyId, [
          { TagKey: 'a', TagValue: '' },
          { TagKey: 'a', TagValue: '' },
        ]),
      ),
    ).toBe('TagException: Duplicate tag keys');
    expect(await refusal(tag(KeyId, [{ TagKey: 'AwS:x', TagValue: '' }]))).toBe(
      'TagException: Tags beginning with aws: are reserved',
    );
    await tag(KeyId, many);
    expect(await refusal(tag(KeyId, [{ TagKey: 'one', TagValue: '' }]))).toBe('TagException: Too many tags');
    expect(await refusal(tag(KeyId, [{ TagKey: 'k0', TagValue: 'new' }]))).toBe('no refusal');
    await server.kms.send(new sdk.ScheduleKeyDeletionCommand({ KeyId }));
    expect(await refusal(tag(KeyId, many))).toBe(`KMSInvalidStateException: ${Arn} is pending deletion.`);
    expect(await refusal(tag(UNKNOWN_ID, many))).toMatch(/^NotFoundException/);
  });
});
