// GetIdentityPolicies through the SDK.
import {
  GetIdentityPoliciesCommand,
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

describe('GetIdentityPolicies', () => {
  it('tells those of the names that stand, of this account and region', async () => {
    await put('a', allow('*'));
    await put('b', allow({ AWS: '111122223333' }));
    const Identity = 'arn:aws:ses:us-east-1:000000000000:identity/example.com';
    const get = new GetIdentityPoliciesCommand({ Identity, PolicyNames: ['b', 'c'] });
    expect((await aws.ses().send(get)).Policies).toEqual({ b: allow({ AWS: '111122223333' }) });
    expect((await aws.ses({ region: 'eu-west-1' }).send(get)).Policies).toEqual({});
  });
});
