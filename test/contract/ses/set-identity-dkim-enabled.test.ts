// SetIdentityDkimEnabled through the SDK.
import {
  GetIdentityDkimAttributesCommand,
  SetIdentityDkimEnabledCommand,
  VerifyDomainDkimCommand,
} from '@aws-sdk/client-ses';
import { describe, expect, it } from 'vitest';
import { identitySuite } from './identity.ts';

const on = identitySuite();

describe('SetIdentityDkimEnabled', () => {
  const set = (Identity: string, DkimEnabled: boolean) =>
    on.aws.ses().send(new SetIdentityDkimEnabledCommand({ Identity, DkimEnabled }));
  const enabled = async (name: string) => {
    const { DkimAttributes } = await on.aws
      .ses()
      .send(new GetIdentityDkimAttributesCommand({ Identities: [name] }));
    return DkimAttributes?.[name]?.DkimEnabled;
  };

  it('turns a domain’s signing off and on; its tokens and its status stay', async () => {
    const { DkimTokens } = await on.aws.ses().send(new VerifyDomainDkimCommand({ Domain: 'signed.com' }));
    await set('signed.com', false);
    expect(await enabled('signed.com')).toBe(false);
    const again = await on.aws.ses().send(new VerifyDomainDkimCommand({ Domain: 'signed.com' }));
    expect(again.DkimTokens).toEqual(DkimTokens);
    await set('signed.com', true);
    expect(await enabled('signed.com')).toBe(true);
  });

  it('of an address changes nothing', async () => {
    await set('ann@signed.com', false);
    expect(await enabled('signed.com')).toBe(true);
  });

  it('refuses a domain without tokens', async () => {
    await expect(set('example.com', true)).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: 'Domain example.com is not verified for DKIM signing.',
    });
  });
});
