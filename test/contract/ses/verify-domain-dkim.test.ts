// VerifyDomainDkim through the SDK.
import { ListIdentitiesCommand, VerifyDomainDkimCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('VerifyDomainDkim', () => {
  it('answers three tokens, the same ones every time, and makes the domain an identity', async () => {
    const ses = aws.ses();
    const verify = () => ses.send(new VerifyDomainDkimCommand({ Domain: 'example.com' }));
    const { DkimTokens } = await verify();
    expect(DkimTokens).toHaveLength(3);
    expect(DkimTokens?.every((token) => /^[a-z2-7]{32}$/.test(token))).toBe(true);
    expect((await verify()).DkimTokens).toEqual(DkimTokens);
    expect((await ses.send(new ListIdentitiesCommand({}))).Identities).toEqual(['example.com']);
  });

  it('refuses what is no domain', async () => {
    await expect(aws.ses().send(new VerifyDomainDkimCommand({ Domain: 'a b' }))).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
  });
});
