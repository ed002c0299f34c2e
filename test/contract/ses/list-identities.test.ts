// ListIdentities through the SDK.
import {
  ListIdentitiesCommand,
  type ListIdentitiesCommandInput,
  type SESClient,
  VerifyDomainIdentityCommand,
  VerifyEmailIdentityCommand,
} from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
let ses: SESClient;
beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
  for (const Domain of ['a.com', 'b.com', 'c.com']) {
    await ses.send(new VerifyDomainIdentityCommand({ Domain }));
  }
  await ses.send(new VerifyEmailIdentityCommand({ EmailAddress: 'x@b.com' }));
});
afterAll(() => aws.close());

const list = (input: ListIdentitiesCommandInput = {}) => ses.send(new ListIdentitiesCommand(input));

describe('ListIdentities', () => {
  it('lists all, or those of one kind', async () => {
    expect((await list()).Identities?.sort()).toEqual(['a.com', 'b.com', 'c.com', 'x@b.com']);
    expect((await list({ IdentityType: 'EmailAddress' })).Identities).toEqual(['x@b.com']);
    expect((await list({ IdentityType: 'Domain' })).Identities).toEqual(['a.com', 'b.com', 'c.com']);
  });

  it('in pages', async () => {
    const first = await list({ IdentityType: 'Domain', MaxItems: 2 });
    expect(first.Identities).toEqual(['a.com', 'b.com']);
    const second = await list({ IdentityType: 'Domain', MaxItems: 2, NextToken: first.NextToken });
    expect(second.Identities).toEqual(['c.com']);
    expect(second.NextToken).toBeUndefined();
  });

  it('refuses a page of nothing and an unknown kind', async () => {
    await expect(list({ MaxItems: 0 })).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    await expect(list({ IdentityType: 'Host' as 'Domain' })).rejects.toMatchObject({
      name: 'ValidationError',
    });
  });
});
