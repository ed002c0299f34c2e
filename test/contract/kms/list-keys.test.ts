// ListKeys through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { createKey, refusal, useServer } from './support.ts';

const server = useServer();

describe('ListKeys', () => {
  it('lists every key once, page by page, oldest first', async () => {
    const made: string[] = [];
    for (let count = 0; count < 5; count += 1) made.push((await createKey(server.kms)).KeyId);
    const seen: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const page = await server.kms.send(new sdk.ListKeysCommand({ Limit: 2, Marker }));
      expect(page.Truncated).toBe(page.NextMarker !== undefined);
      seen.push(...(page.Keys ?? []).map(({ KeyId }) => KeyId));
      Marker = page.NextMarker;
    } while (Marker);
    expect([...seen].sort()).toEqual([...made].sort());
  });

  it('keeps accounts and Regions apart', async () => {
    await createKey(server.kms);
    const elsewhere = server.aws.kms({ region: 'eu-west-1' });
    const other = server.aws.kms({ account: '111122223333' });
    for (const client of [elsewhere, other]) {
      expect((await client.send(new sdk.ListKeysCommand({}))).Keys).toEqual([]);
    }
  });

  it('refuses a limit out of range and a marker it did not write', async () => {
    expect(await refusal(server.kms.send(new sdk.ListKeysCommand({ Limit: 1001 })))).toMatch(
      /^ValidationException: .*'limit'/,
    );
    expect(await refusal(server.kms.send(new sdk.ListKeysCommand({ Marker: 'made up' })))).toMatch(
      /^InvalidMarkerException/,
    );
  });
});
