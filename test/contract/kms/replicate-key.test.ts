// ReplicateKey through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { bytes, createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const replicate = (KeyId: string, ReplicaRegion: string, more: Partial<sdk.ReplicateKeyCommandInput> = {}) =>
  server.kms.send(new sdk.ReplicateKeyCommand({ KeyId, ReplicaRegion, ...more }));
const primary = (input: sdk.CreateKeyCommandInput = {}) =>
  createKey(server.kms, { MultiRegion: true, ...input });

describe('ReplicateKey', () => {
  it('makes the same key in another Region: same id and material, own policy and tags', async () => {
    const { KeyId, Arn, CurrentKeyMaterialId } = await primary({ Tags: [{ TagKey: 'a', TagValue: '1' }] });
    const arn = Arn.replace('us-east-1', 'eu-west-1');
    const Tags = [{ TagKey: 'b', TagValue: '2' }];
    const answer = await replicate(KeyId, 'eu-west-1', { Tags, Description: 'copy' });
    expect(answer.ReplicaKeyMetadata).toMatchObject({
      KeyId,
      Arn: arn,
      KeyState: 'Creating',
      Enabled: false,
      Description: 'copy',
      MultiRegionConfiguration: {
        MultiRegionKeyType: 'REPLICA',
        PrimaryKey: { Arn, Region: 'us-east-1' },
        ReplicaKeys: [{ Arn: arn, Region: 'eu-west-1' }],
      },
    });
    expect(answer.ReplicaKeyMetadata?.CurrentKeyMaterialId).toBeUndefined();
    expect(answer.ReplicaTags).toEqual(Tags);
    expect(JSON.parse(answer.ReplicaPolicy ?? '').Id).toBe('key-default-1');
    await server.pass(0);
    const europe = server.aws.kms({ region: 'eu-west-1' });
    const { KeyMetadata } = await europe.send(new sdk.DescribeKeyCommand({ KeyId }));
    expect(KeyMetadata).toMatchObject({ KeyState: 'Enabled', CurrentKeyMaterialId });
    expect((await europe.send(new sdk.ListResourceTagsCommand({ KeyId }))).Tags).toEqual(Tags);
  });

  it('opens in one Region what was sealed in another, each by its own ARN', async () => {
    const { KeyId, Arn } = await primary();
    await replicate(KeyId, 'eu-west-1');
    await server.pass(0);
    const europe = server.aws.kms({ region: 'eu-west-1' });
    const { CiphertextBlob } = await server.kms.send(
      new sdk.EncryptCommand({ KeyId, Plaintext: bytes('x') }),
    );
    const opened = await europe.send(new sdk.DecryptCommand({ CiphertextBlob }));
    expect(opened).toMatchObject({ Plaintext: bytes('x'), KeyId: Arn.replace('us-east-1', 'eu-west-1') });
    await server.kms.send(new sdk.RotateKeyOnDemandCommand({ KeyId }));
    const back = await europe.send(new sdk.EncryptCommand({ KeyId, Plaintext: bytes('y') }));
    const again = await server.kms.send(new sdk.DecryptCommand({ CiphertextBlob: back.CiphertextBlob }));
    expect(again).toMatchObject({ Plaintext: bytes('y'), KeyId: Arn });
    await server.kms.send(new sdk.DisableKeyCommand({ KeyId }));
    expect(await refusal(europe.send(new sdk.DecryptCommand({ CiphertextBlob })))).toBe('no refusal');
  });

  it('copies asymmetric and HMAC keys too, and the rotation of symmetric ones', async () => {
    const signing = await primary({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const symmetric = await primary();
    await server.kms.send(
      new sdk.EnableKeyRotationCommand({ KeyId: symmetric.KeyId, RotationPeriodInDays: 99 }),
    );
    for (const { KeyId } of [signing, symmetric]) await replicate(KeyId, 'eu-west-1');
    await server.pass(0);
    const europe = server.aws.kms({ region: 'eu-west-1' });
    const [here, there] = await Promise.all(
      [server.kms, europe].map((kms) => kms.send(new sdk.GetPublicKeyCommand({ KeyId: signing.KeyId }))),
    );
    expect(here?.PublicKey).toEqual(there?.PublicKey);
    const status = () => europe.send(new sdk.GetKeyRotationStatusCommand({ KeyId: symmetric.KeyId }));
    expect(await status()).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 99 });
    expect(await refusal(europe.send(new sdk.EnableKeyRotationCommand({ KeyId: symmetric.KeyId })))).toMatch(
      /^UnsupportedOperationException/,
    );
  });

  it('refuses single-Region keys, replicas, a second replica, and bad policies', async () => {
    const single = await createKey(server.kms);
    expect(await refusal(replicate(single.KeyId, 'eu-west-1'))).toBe(
      `UnsupportedOperationException: ${single.Arn} is not a multi-region primary key.`,
    );
    const { KeyId } = await primary();
    await replicate(KeyId, 'eu-west-1');
    await server.pass(0);
    const europe = server.aws.kms({ region: 'eu-west-1' });
    const again = europe.send(new sdk.ReplicateKeyCommand({ KeyId, ReplicaRegion: 'eu-west-2' }));
    expect(await refusal(again)).toMatch(
      /^UnsupportedOperationException: .* is not a multi-region primary key\.$/,
    );
    expect(await refusal(replicate(KeyId, 'eu-west-1'))).toMatch(/^AlreadyExistsException/);
    expect(await refusal(replicate(KeyId, 'us-east-1'))).toMatch(/^AlreadyExistsException/);
    expect(await refusal(replicate(KeyId, 'cn-north-1'))).toMatch(/^ValidationException/);
    expect(await refusal(replicate(KeyId, 'nowhere'))).toMatch(/^ValidationException: .*'replicaRegion'/);
    expect(await refusal(replicate(KeyId, 'eu-west-3', { Policy: '{}' }))).toMatch(
      /^MalformedPolicyDocumentException/,
    );
    expect(await refusal(replicate(UNKNOWN_ID, 'eu-west-1'))).toMatch(/^NotFoundException/);
  });

  it('refuses a policy that names a user who is not there', async () => {
    const { KeyId } = await primary();
    const principals = ['000000000000', 'arn:aws:iam::000000000000:user/nobody'];
    const [known, withNobody] = [principals.slice(0, 1), principals].map((AWS) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Principal: { AWS }, Action: 'kms:*', Resource: '*' },
      }),
    );
    expect(await refusal(replicate(KeyId, 'eu-west-1', { Policy: withNobody }))).toBe(
      'MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.',
    );
    expect((await replicate(KeyId, 'eu-west-1', { Policy: known })).ReplicaPolicy).toBe(known);
  });
});
