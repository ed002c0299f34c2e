// GetEmailIdentity by raw signed HTTP.
import { VerifyDomainIdentityCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { callV2, createIdentity } from './call.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer({ sesVerification: 'manual' });
});
afterAll(() => aws.close());

const get = (identity: string) => callV2(aws.url, { path: `identities/${encodeURIComponent(identity)}` });

describe('GetEmailIdentity', () => {
  it('tells of an address that waits for its verification exactly what AWS told (recorded)', async () => {
    await createIdentity(aws.url, 'ann@example.org');
    expect((await get('ann@example.org')).body).toEqual({
      IdentityType: 'EMAIL_ADDRESS',
      FeedbackForwardingStatus: true,
      VerifiedForSendingStatus: false,
      DkimAttributes: {
        SigningEnabled: false,
        Status: 'NOT_STARTED',
        SigningAttributesOrigin: 'AWS_SES',
        NextSigningKeyLength: 'RSA_1024_BIT',
      },
      MailFromAttributes: { BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' },
      Policies: {},
      Tags: [],
      VerificationStatus: 'PENDING',
      VerificationInfo: {},
    });
  });

  it('tells of tags, of a domain that v1 made, and follows its verification', async () => {
    await createIdentity(aws.url, 'tagged.example', { Tags: [{ Key: 'team', Value: 'mail' }] });
    expect((await get('tagged.example')).body).toMatchObject({ Tags: [{ Key: 'team', Value: 'mail' }] });
    await aws.ses().send(new VerifyDomainIdentityCommand({ Domain: 'v1.example' }));
    const body = JSON.stringify({ identity: 'v1.example' });
    await fetch(`${aws.url}/_waxseal/identities/confirm`, { method: 'POST', body });
    expect((await get('v1.example')).body).toMatchObject({
      IdentityType: 'DOMAIN',
      VerificationStatus: 'SUCCESS',
      VerifiedForSendingStatus: true,
      DkimAttributes: { SigningEnabled: false, Status: 'NOT_STARTED' },
    });
  });

  it('refuses one that stands nowhere, or in another region', async () => {
    expect(await get('nobody@example.org')).toMatchObject({
      status: 404,
      errorType: 'NotFoundException',
      body: { message: 'Email identity nobody@example.org does not exist.' },
    });
    const elsewhere = { path: 'identities/tagged.example', signer: { region: 'eu-west-1' } };
    expect((await callV2(aws.url, elsewhere)).status).toBe(404);
  });
});
