// DescribeKey through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { createKey, refusal, UNKNOWN_ARN, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const describeKey = (KeyId: string) => server.kms.send(new sdk.DescribeKeyCommand({ KeyId }));

describe('DescribeKey', () => {
  it('finds a key by id, ARN, alias and alias ARN', async () => {
    const { KeyId, Arn } = await createKey(server.kms);
    await server.kms.send(new sdk.CreateAliasCommand({ AliasName: 'alias/found', TargetKeyId: KeyId }));
    const names = [KeyId, Arn, 'alias/found', 'arn:aws:kms:us-east-1:000000000000:alias/found'];
    for (const name of names) expect((await describeKey(name)).KeyMetadata?.Arn).toBe(Arn);
  });

  it('tells unknown ids, aliases and Regions apart, each in its own words', async () => {
    expect(await refusal(describeKey(UNKNOWN_ID))).toBe(
      `NotFoundException: Key '${UNKNOWN_ARN}' does not exist`,
    );
    expect(await refusal(describeKey('alias/none'))).toBe(
      'NotFoundException: Alias arn:aws:kms:us-east-1:000000000000:alias/none is not found.',
    );
    expect(await refusal(describeKey(UNKNOWN_ARN.replace('us-east-1', 'eu-west-3')))).toBe(
      'NotFoundException: Invalid arn eu-west-3',
    );
    expect(await refusal(describeKey('arn:aws:s3:::bucket'))).toMatch(/^InvalidArnException/);
    expect(await refusal(describeKey(UNKNOWN_ID.toUpperCase().replace('1', 'A')))).toMatch(
      /^NotFoundException: Invalid keyId/,
    );
  });

  it('does not look for a key of one Region in another', async () => {
    const { KeyId } = await createKey(server.kms);
    const elsewhere = server.aws.kms({ region: 'eu-west-1' });
    expect(await refusal(elsewhere.send(new sdk.DescribeKeyCommand({ KeyId })))).toBe(
      `NotFoundException: Key 'arn:aws:kms:eu-west-1:000000000000:key/${KeyId}' does not exist`,
    );
  });

  it('refuses an empty and an overlong id before it looks', async () => {
    expect(await refusal(describeKey('x'.repeat(2049)))).toMatch(
      /^ValidationException: 1 validation error detected: .*Member must have length less than or equal to 2048$/,
    );
    // The SDK sends what it is given; only null stands for absence.
    const missing = server.kms.send(new sdk.DescribeKeyCommand({ KeyId: undefined }));
    expect(await refusal(missing)).toBe(
      "ValidationException: 1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null",
    );
  });
});
