// GetIdentityPolicies through the SDK.
import { GetIdentityPoliciesCommand } from '@aws-sdk/client-ses';
import { describe, expect, it } from 'vitest';
import { allow, identitySuite } from './identity.ts';

const on = identitySuite();

describe('GetIdentityPolicies', () => {
  it('tells those of the names that stand, of this account and region', async () => {
    await on.put('a', allow('*'));
    await on.put('b', allow({ AWS: '111122223333' }));
    const Identity = 'arn:aws:ses:us-east-1:000000000000:identity/example.com';
    const get = new GetIdentityPoliciesCommand({ Identity, PolicyNames: ['b', 'c'] });
    expect((await on.aws.ses().send(get)).Policies).toEqual({ b: allow({ AWS: '111122223333' }) });
    expect((await on.aws.ses({ region: 'eu-west-1' }).send(get)).Policies).toEqual({});
  });
});
