// ListIdentityPolicies through the SDK.
import {
  ListIdentityPoliciesCommand,
  PutIdentityPolicyCommand,
  VerifyDomainIdentityCommand,
} from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

const allow = (Principal: unknown, Action = 'ses:SendEmail') =>
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

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
  await aws.ses().send(new VerifyDomainIdentityCommand({ Domain: 'example.com' }));
});
afterAll(() => aws.close());

const put = (PolicyName: string, Policy: string, Identity = 'example.com') =>
  aws.ses().send(new PutIdentityPolicyCommand({ Identity, PolicyName, Policy }));

describe('ListIdentityPolicies', () => {
  it('tells the names', async () => {
    await put('b', allow('*'));
    await put('a', allow('*'));
    const list = (Identity: string) => aws.ses().send(new ListIdentityPoliciesCommand({ Identity }));
    expect((await list('example.com')).PolicyNames).toEqual(['a', 'b']);
    expect((await list('nobody.com')).PolicyNames).toEqual([]);
  });
});
