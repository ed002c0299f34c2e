// ListIdentityPolicies through the SDK.
import { ListIdentityPoliciesCommand } from '@aws-sdk/client-ses';
import { describe, expect, it } from 'vitest';
import { allow, identitySuite } from './identity.ts';

const on = identitySuite();

describe('ListIdentityPolicies', () => {
  it('tells the names', async () => {
    await on.put('b', allow('*'));
    await on.put('a', allow('*'));
    const list = (Identity: string) => on.aws.ses().send(new ListIdentityPoliciesCommand({ Identity }));
    expect((await list('example.com')).PolicyNames).toEqual(['a', 'b']);
    expect((await list('nobody.com')).PolicyNames).toEqual([]);
  });
});
