// GetIdentityVerificationAttributes through the SDK.
import { GetIdentityVerificationAttributesCommand, VerifyDomainIdentityCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('GetIdentityVerificationAttributes', () => {
  it('tells the status and token of those that stand and leaves the others out', async () => {
    const ses = aws.ses();
    const { VerificationToken } = await ses.send(new VerifyDomainIdentityCommand({ Domain: 'example.com' }));
    const { VerificationAttributes } = await ses.send(
      new GetIdentityVerificationAttributesCommand({ Identities: ['example.com', 'unknown.com'] }),
    );
    expect(VerificationAttributes).toEqual({
      'example.com': { VerificationStatus: 'Success', VerificationToken },
    });
  });

  it('knows nothing of other regions, and takes an empty list', async () => {
    const ses = aws.ses({ region: 'eu-west-1' });
    const ask = (Identities: string[]) =>
      ses.send(new GetIdentityVerificationAttributesCommand({ Identities }));
    expect((await ask(['example.com'])).VerificationAttributes ?? {}).toEqual({});
    expect((await ask([])).VerificationAttributes ?? {}).toEqual({});
  });
});
