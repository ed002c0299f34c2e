// ListEmailIdentities by raw signed HTTP.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { callV2, createIdentity } from './call.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
  for (const name of ['c.example', 'ann@a.example', 'b.example']) await createIdentity(aws.url, name);
});
afterAll(() => aws.close());

const list = (query: Record<string, string> = {}) => callV2(aws.url, { path: 'identities', query });

describe('ListEmailIdentities', () => {
  it('tells each with its type and its status', async () => {
    const { body } = await list();
    expect(body).toEqual({
      EmailIdentities: [
        ['EMAIL_ADDRESS', 'ann@a.example'],
        ['DOMAIN', 'b.example'],
        ['DOMAIN', 'c.example'],
      ].map(([IdentityType, IdentityName]) => ({
        IdentityType,
        IdentityName,
        SendingEnabled: true,
        VerificationStatus: 'SUCCESS',
      })),
    });
  });

  it('goes on where a page ended', async () => {
    const names: string[] = [];
    let token: string | undefined;
    do {
      const { body } = await list({ PageSize: '2', ...(token !== undefined && { NextToken: token }) });
      const { EmailIdentities, NextToken } = body as unknown as {
        EmailIdentities: { IdentityName: string }[];
        NextToken?: string;
      };
      names.push(...EmailIdentities.map(({ IdentityName }) => IdentityName));
      token = NextToken;
    } while (token !== undefined);
    expect(names).toEqual(['ann@a.example', 'b.example', 'c.example']);
  });

  it('refuses a page size beyond the model’s', async () => {
    expect(await list({ PageSize: '1001' })).toMatchObject({ errorType: 'BadRequestException' });
    expect(await list({ PageSize: 'many' })).toMatchObject({ errorType: 'SerializationException' });
  });
});
