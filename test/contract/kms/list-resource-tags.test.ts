// ListResourceTags through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const list = (input: sdk.ListResourceTagsCommandInput) =>
  server.kms.send(new sdk.ListResourceTagsCommand(input));

describe('ListResourceTags', () => {
  it('lists tags page by page', async () => {
    const Tags = ['a', 'b', 'c'].map((TagKey) => ({ TagKey, TagValue: TagKey.toUpperCase() }));
    const { KeyId } = await createKey(server.kms, { Tags });
    const page = await list({ KeyId, Limit: 2 });
    expect(page).toMatchObject({ Tags: Tags.slice(0, 2), Truncated: true });
    expect(await list({ KeyId, Limit: 2, Marker: page.NextMarker })).toMatchObject({
      Tags: Tags.slice(2),
      Truncated: false,
    });
  });

  it('answers an empty list for a key without tags', async () => {
    const { KeyId } = await createKey(server.kms);
    expect((await list({ KeyId })).Tags).toEqual([]);
  });

  it('refuses a foreign marker and an unknown key', async () => {
    const { KeyId } = await createKey(server.kms);
    expect(await refusal(list({ KeyId, Marker: '{}' }))).toMatch(/^InvalidMarkerException/);
    expect(await refusal(list({ KeyId: UNKNOWN_ID }))).toMatch(/^NotFoundException/);
  });
});
