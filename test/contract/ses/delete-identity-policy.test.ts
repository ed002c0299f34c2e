// DeleteIdentityPolicy through the SDK.
import { DeleteIdentityPolicyCommand, ListIdentityPoliciesCommand } from '@aws-sdk/client-ses';
import { describe, expect, it } from 'vitest';
import { allow, identitySuite } from './identity.ts';

const on = identitySuite();

describe('DeleteIdentityPolicy', () => {
  it('removes the policy, and is content when there is none', async () => {
    const Identity = 'example.com';
    await on.put('a', allow('*'));
    await on.put('b', allow('*'));
    for (let n = 0; n < 2; n += 1) {
      await on.aws.ses().send(new DeleteIdentityPolicyCommand({ Identity, PolicyName: 'a' }));
    }
    const { PolicyNames } = await on.aws.ses().send(new ListIdentityPoliciesCommand({ Identity }));
    expect(PolicyNames).toEqual(['b']);
  });
});
