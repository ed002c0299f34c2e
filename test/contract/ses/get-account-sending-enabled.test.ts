// GetAccountSendingEnabled through the SDK.
import { GetAccountSendingEnabledCommand, VerifyDomainIdentityCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
  await aws.ses().send(new VerifyDomainIdentityCommand({ Domain: 'example.com' }));
});
afterAll(() => aws.close());

describe('GetAccountSendingEnabled', () => {
  it('says yes', async () => {
    expect(await aws.ses().send(new GetAccountSendingEnabledCommand({}))).toMatchObject({ Enabled: true });
  });
});
