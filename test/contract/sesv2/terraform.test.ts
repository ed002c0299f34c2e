// terraform's own acceptance configurations of aws_sesv2_email_identity, as the calls its provider makes.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { callV2, createIdentity, tagsOf } from './call.ts';

let aws: TestServer;
beforeAll(async () => {
  // On AWS nothing verifies while an acceptance test runs.
  aws = await startTestServer({ sesVerification: 'manual' });
});
afterAll(() => aws.close());

const read = async (name: string) => {
  const { body } = await callV2(aws.url, { path: `identities/${encodeURIComponent(name)}` });
  return body as unknown as { DkimAttributes: Record<string, unknown> };
};

describe('aws_sesv2_email_identity', () => {
  it('basic_emailAddress', async () => {
    await createIdentity(aws.url, 'tf-acc@example.com');
    const found = await read('tf-acc@example.com');
    expect(found).toMatchObject({ IdentityType: 'EMAIL_ADDRESS', VerifiedForSendingStatus: false });
    expect(found.DkimAttributes).toEqual({
      SigningEnabled: false,
      NextSigningKeyLength: 'RSA_1024_BIT',
      SigningAttributesOrigin: 'AWS_SES',
      Status: 'NOT_STARTED',
    });
    expect((await tagsOf(aws.url, 'tf-acc@example.com')).body).toEqual({ Tags: [] });
  });

  it('basic_domain', async () => {
    await createIdentity(aws.url, 'tf-acc.example');
    const found = await read('tf-acc.example');
    expect(found).toMatchObject({ IdentityType: 'DOMAIN', VerifiedForSendingStatus: false });
    expect(found.DkimAttributes).toEqual({
      SigningEnabled: true,
      CurrentSigningKeyLength: 'RSA_2048_BIT',
      NextSigningKeyLength: 'RSA_2048_BIT',
      LastKeyGenerationTimestamp: expect.any(Number),
      SigningAttributesOrigin: 'AWS_SES',
      Status: 'PENDING',
      Tokens: Array(3).fill(expect.stringMatching(/^[a-z2-7]{32}$/)),
    });
  });

  it('nextSigningKeyLength', async () => {
    const DkimSigningAttributes = { NextSigningKeyLength: 'RSA_1024_BIT' };
    await createIdentity(aws.url, 'short.example', { DkimSigningAttributes });
    expect((await read('short.example')).DkimAttributes).toMatchObject({
      NextSigningKeyLength: 'RSA_1024_BIT',
    });
  });

  it('domainSigning', async () => {
    const DkimSigningAttributes = { DomainSigningSelector: 'tf-acc-1', DomainSigningPrivateKey: 'QUJD' };
    await createIdentity(aws.url, 'own.example', { DkimSigningAttributes });
    expect((await read('own.example')).DkimAttributes).toMatchObject({ SigningAttributesOrigin: 'EXTERNAL' });
  });

  it('disappears: destroyed once, gone twice', async () => {
    await createIdentity(aws.url, 'gone.example');
    const destroy = () => callV2(aws.url, { method: 'DELETE', path: 'identities/gone.example' });
    expect((await destroy()).status).toBe(200);
    expect((await destroy()).errorType).toBe('NotFoundException');
    const found = await callV2(aws.url, { path: 'identities/gone.example' });
    expect(found.errorType).toBe('NotFoundException');
  });
});
