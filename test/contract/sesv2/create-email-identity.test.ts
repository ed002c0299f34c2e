// CreateEmailIdentity by raw signed HTTP.
import { GetIdentityDkimAttributesCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createIdentity } from './call.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('CreateEmailIdentity', () => {
  it('makes an address an identity, and says nothing of DKIM, as recorded', async () => {
    const { status, body } = await createIdentity(aws.url, 'ann@example.org');
    expect(status).toBe(200);
    expect(body).toEqual({ IdentityType: 'EMAIL_ADDRESS', VerifiedForSendingStatus: true });
  });

  it('gives a domain its three tokens at once, the same that v1 shows', async () => {
    const { body } = await createIdentity(aws.url, 'example.com');
    expect(body).toEqual({
      IdentityType: 'DOMAIN',
      VerifiedForSendingStatus: true,
      DkimAttributes: {
        SigningEnabled: true,
        Status: 'SUCCESS',
        Tokens: Array(3).fill(expect.stringMatching(/^[a-z2-7]{32}$/)),
        SigningAttributesOrigin: 'AWS_SES',
        NextSigningKeyLength: 'RSA_2048_BIT',
        CurrentSigningKeyLength: 'RSA_2048_BIT',
        LastKeyGenerationTimestamp: expect.any(Number),
      },
    });
    const Identities = ['example.com'];
    const v1 = await aws.ses().send(new GetIdentityDkimAttributesCommand({ Identities }));
    const { Tokens } = body.DkimAttributes as unknown as { Tokens: string[] };
    expect(v1.DkimAttributes?.['example.com']?.DkimTokens).toEqual(Tokens);
  });

  it('knows a key that the caller brings by its selector', async () => {
    const DkimSigningAttributes = { DomainSigningSelector: 'mine', DomainSigningPrivateKey: 'QUJD' };
    const { body } = await createIdentity(aws.url, 'byo.example', { DkimSigningAttributes });
    expect(body.DkimAttributes).toMatchObject({ Tokens: ['mine'], SigningAttributesOrigin: 'EXTERNAL' });
  });

  it('makes an identity once only', async () => {
    const twice = [
      await createIdentity(aws.url, 'once.example'),
      await createIdentity(aws.url, 'Once.example'),
    ];
    expect(twice.map(({ status }) => status)).toEqual([200, 400]);
    expect(twice[1]).toMatchObject({
      errorType: 'AlreadyExistsException',
      body: { message: 'Email identity Once.example already exist.' },
    });
    const racing = await Promise.all([1, 2].map(() => createIdentity(aws.url, 'race.example')));
    expect(racing.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  it('refuses what is no identity, and a configuration set that nobody made, without making anything', async () => {
    expect(await createIdentity(aws.url, 'no domain')).toMatchObject({
      status: 400,
      errorType: 'BadRequestException',
    });
    expect(await createIdentity(aws.url, '')).toMatchObject({ errorType: 'BadRequestException' });
    const refused = await createIdentity(aws.url, 'set.example', { ConfigurationSetName: 'none' });
    expect(refused).toMatchObject({ status: 404, errorType: 'NotFoundException' });
    expect((await createIdentity(aws.url, 'set.example')).status).toBe(200);
  });
});
