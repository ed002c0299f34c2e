// UpdatePrimaryRegion through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const update = (kms: sdk.KMSClient, KeyId: string, PrimaryRegion: string) =>
  kms.send(new sdk.UpdatePrimaryRegionCommand({ KeyId, PrimaryRegion }));
async function pair() {
  const key = await createKey(server.kms, { MultiRegion: true });
  await server.kms.send(new sdk.ReplicateKeyCommand({ KeyId: key.KeyId, ReplicaRegion: 'eu-west-1' }));
  await server.pass(0);
  return key;
}
const typeOf = async (kms: sdk.KMSClient, KeyId: string) =>
  (await kms.send(new sdk.DescribeKeyCommand({ KeyId }))).KeyMetadata;

describe('UpdatePrimaryRegion', () => {
  it('turns the replica into the primary and the primary into a replica', async () => {
    const { KeyId, Arn } = await pair();
    const europe = server.aws.kms({ region: 'eu-west-1' });
    await update(server.kms, KeyId, 'eu-west-1');
    await server.pass(0);
    const arn = Arn.replace('us-east-1', 'eu-west-1');
    const configuration = {
      PrimaryKey: { Arn: arn, Region: 'eu-west-1' },
      ReplicaKeys: [{ Arn, Region: 'us-east-1' }],
    };
    expect(await typeOf(server.kms, KeyId)).toMatchObject({
      KeyState: 'Enabled',
      MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA', ...configuration },
    });
    expect(await typeOf(europe, KeyId)).toMatchObject({
      KeyState: 'Enabled',
      MultiRegionConfiguration: { MultiRegionKeyType: 'PRIMARY', ...configuration },
    });
    expect(await refusal(update(server.kms, KeyId, 'us-east-1'))).toMatch(
      /is not a multi-region primary key\.$/,
    );
    expect(await refusal(update(europe, KeyId, 'us-east-1'))).toBe('no refusal');
  });

  it('needs leave on both keys', async () => {
    const { KeyId } = await pair();
    const europe = server.aws.kms({ region: 'eu-west-1' });
    const { Policy = '' } = await europe.send(new sdk.GetKeyPolicyCommand({ KeyId }));
    const policy = JSON.parse(Policy);
    policy.Statement.push({
      Effect: 'Deny',
      Principal: '*',
      Action: 'kms:UpdatePrimaryRegion',
      Resource: '*',
    });
    await europe.send(new sdk.PutKeyPolicyCommand({ KeyId, Policy: JSON.stringify(policy) }));
    expect(await refusal(update(server.kms, KeyId, 'eu-west-1'))).toMatch(
      /^AccessDeniedException: .*eu-west-1/,
    );
  });

  it('refuses single-Region keys, Regions without a replica, its own Region and disabled keys', async () => {
    const single = await createKey(server.kms);
    expect(await refusal(update(server.kms, single.KeyId, 'eu-west-1'))).toMatch(
      /^UnsupportedOperationException/,
    );
    const { KeyId, Arn } = await pair();
    expect(await refusal(update(server.kms, KeyId, 'eu-west-2'))).toBe(
      `NotFoundException: Key '${Arn.replace('us-east-1', 'eu-west-2')}' does not exist`,
    );
    expect(await refusal(update(server.kms, KeyId, 'us-east-1'))).toMatch(/^UnsupportedOperationException/);
    await server.kms.send(new sdk.DisableKeyCommand({ KeyId }));
    expect(await refusal(update(server.kms, KeyId, 'eu-west-1'))).toBe(
      `DisabledException: ${Arn} is disabled.`,
    );
    expect(await refusal(update(server.kms, UNKNOWN_ID, 'eu-west-1'))).toMatch(/^NotFoundException/);
  });
});
