// ListRetirableGrants through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { createUser } from './people.ts';
import { createKey, refusal, useServer } from './support.ts';

const server = useServer();

const RETIRING = 'arn:aws:iam::000000000000:user/retiring';
const list = (input: sdk.ListRetirableGrantsCommandInput, kms = server.kms) =>
  kms.send(new sdk.ListRetirableGrantsCommand(input));

describe('ListRetirableGrants', () => {
  it('lists what a principal may retire, on every key of the Region', async () => {
    await createUser(server.aws, 'retiring');
    const europe = server.aws.kms({ region: 'eu-west-1' });
    const made: (string | undefined)[] = [];
    for (const kms of [server.kms, server.kms, server.kms, europe]) {
      const { KeyId } = await createKey(kms);
      const input = { KeyId, GranteePrincipal: RETIRING, Operations: ['Encrypt' as const] };
      const answer = await kms.send(new sdk.CreateGrantCommand({ ...input, RetiringPrincipal: RETIRING }));
      await kms.send(new sdk.CreateGrantCommand(input));
      made.push(answer.GrantId);
    }
    const page = await list({ RetiringPrincipal: RETIRING, Limit: 2 });
    const rest = await list({ RetiringPrincipal: RETIRING, Marker: page.NextMarker });
    const ids = [...(page.Grants ?? []), ...(rest.Grants ?? [])].map(({ GrantId }) => GrantId);
    expect(ids.sort()).toEqual(made.slice(0, 3).sort());
    const there = await list({ RetiringPrincipal: RETIRING }, europe);
    expect(there.Grants?.map(({ GrantId }) => GrantId)).toEqual([made[3]]);
  });

  it('refuses principals of other accounts, and what is no principal', async () => {
    expect(await refusal(list({ RetiringPrincipal: 'arn:aws:iam::111122223333:user/u' }))).toMatch(
      /^AccessDeniedException/,
    );
    expect(await refusal(list({ RetiringPrincipal: 'nobody' }))).toMatch(/^InvalidArnException/);
    expect(await refusal(list({ RetiringPrincipal: 'a b' }))).toMatch(
      /^ValidationException: .*'retiringPrincipal'/,
    );
  });
});
