// GetIdentityDkimAttributes through the SDK.
import {
  GetIdentityDkimAttributesCommand,
  VerifyDomainDkimCommand,
  VerifyDomainIdentityCommand,
} from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('GetIdentityDkimAttributes', () => {
  it('tells the tokens of a domain, of addresses at it, and leaves strangers out', async () => {
    const ses = aws.ses();
    const { DkimTokens } = await ses.send(new VerifyDomainDkimCommand({ Domain: 'signed.com' }));
    await ses.send(new VerifyDomainIdentityCommand({ Domain: 'unsigned.com' }));
    const { DkimAttributes } = await ses.send(
      new GetIdentityDkimAttributesCommand({
        Identities: ['signed.com', 'a@signed.com', 'unsigned.com', 'x.org'],
      }),
    );
    const signed = { DkimEnabled: true, DkimVerificationStatus: 'Success', DkimTokens };
    expect(DkimAttributes).toMatchObject({
      'signed.com': signed,
      'a@signed.com': signed,
      'unsigned.com': { DkimEnabled: false, DkimVerificationStatus: 'NotStarted' },
    });
    expect(DkimAttributes).not.toHaveProperty('x.org');
  });
});
