// GetKeyPolicy through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const getPolicy = (KeyId: string, PolicyName?: string) =>
  server.kms.send(new sdk.GetKeyPolicyCommand({ KeyId, PolicyName }));

describe('GetKeyPolicy', () => {
  it('answers the default policy as AWS words it', async () => {
    const { KeyId } = await createKey(server.kms);
    const { Policy, PolicyName } = await getPolicy(KeyId);
    expect(PolicyName).toBe('default');
    expect(JSON.parse(Policy ?? '')).toEqual({
      Version: '2012-10-17',
      Id: 'key-default-1',
      Statement: [
        {
          Sid: 'Enable IAM User Permissions',
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::000000000000:root' },
          Action: 'kms:*',
          Resource: '*',
        },
      ],
    });
  });

  it('knows no other name than default', async () => {
    const { KeyId } = await createKey(server.kms);
    expect(await refusal(getPolicy(KeyId, 'default'))).toBe('no refusal');
    expect(await refusal(getPolicy(KeyId, 'other'))).toBe('NotFoundException: No such policy exists');
    expect(await refusal(getPolicy(KeyId, 'a-b'))).toMatch(/^ValidationException/);
  });

  it('refuses an unknown key', async () => {
    expect(await refusal(getPolicy(UNKNOWN_ID))).toMatch(/^NotFoundException/);
  });
});
