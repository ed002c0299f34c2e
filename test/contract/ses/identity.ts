// One server with one identity, example.com, for a file of contract tests.
import {
  GetIdentityNotificationAttributesCommand,
  PutIdentityPolicyCommand,
  VerifyDomainIdentityCommand,
} from '@aws-sdk/client-ses';
import { afterAll, beforeAll } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

const Domain = 'example.com';

/** Call it at the top of the file; the server is there once the tests run. */
export function identitySuite() {
  let server: TestServer | undefined;
  const aws = (): TestServer => {
    if (!server) throw new Error('the server has not started');
    return server;
  };
  beforeAll(async () => {
    server = await startTestServer();
    await server.ses().send(new VerifyDomainIdentityCommand({ Domain }));
  });
  afterAll(() => server?.close());
  return {
    get aws() {
      return aws();
    },
    put: (PolicyName: string, Policy: string, Identity = Domain) =>
      aws().ses().send(new PutIdentityPolicyCommand({ Identity, PolicyName, Policy })),
    /** Of the notifications of an identity. */
    async attributes(name = Domain) {
      const { NotificationAttributes } = await aws()
        .ses()
        .send(new GetIdentityNotificationAttributesCommand({ Identities: [name] }));
      return NotificationAttributes?.[name];
    },
  };
}

/** A policy that lets somebody use the identity. */
export const allow = (Principal: unknown, Action = 'ses:SendEmail') =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal,
        Action,
        Resource: 'arn:aws:ses:us-east-1:000000000000:identity/example.com',
      },
    ],
  });
