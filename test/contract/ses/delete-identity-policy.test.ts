// DeleteIdentityPolicy through the SDK.
import {
  DeleteIdentityPolicyCommand,
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

describe('DeleteIdentityPolicy', () => {
  it('removes the policy, and is content when there is none', async () => {
    const Identity = 'example.com';
    await put('a', allow('*'));
    await put('b', allow('*'));
    for (let n = 0; n < 2; n += 1) {
      await aws.ses().send(new DeleteIdentityPolicyCommand({ Identity, PolicyName: 'a' }));
    }
    const { PolicyNames } = await aws.ses().send(new ListIdentityPoliciesCommand({ Identity }));
    expect(PolicyNames).toEqual(['b']);
  });
});
