// DeleteIdentity through the SDK.
import {
  DeleteIdentityCommand,
  ListIdentitiesCommand,
  VerifyDomainIdentityCommand,
} from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('DeleteIdentity', () => {
  it('removes the identity, and is content when there is none', async () => {
    const ses = aws.ses();
    await ses.send(new VerifyDomainIdentityCommand({ Domain: 'example.com' }));
    await ses.send(new DeleteIdentityCommand({ Identity: 'Example.com' }));
    expect((await ses.send(new ListIdentitiesCommand({}))).Identities ?? []).toEqual([]);
    await ses.send(new DeleteIdentityCommand({ Identity: 'example.com' }));
  });
});
