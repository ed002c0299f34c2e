import { ListTagsCommand, RemoveTagsCommand, type Tag } from '@aws-sdk/client-cloudtrail';
import { describe, expect, it } from 'vitest';
import { createTrail, refusal, useServer } from './trails.ts';

const server = useServer();
const remove = (ResourceId: string, TagsList: Tag[]) =>
  server.cloudtrail.send(new RemoveTagsCommand({ ResourceId, TagsList }));

describe('RemoveTags', () => {
  it('removes by key, by value too where one is given, and does not mind what is not there', async () => {
    const TagsList = ['a', 'b', 'c'].map((Key) => ({ Key, Value: Key }));
    const { TrailARN: arn = '' } = await createTrail(server.cloudtrail, 'log', { TagsList });
    await remove(arn, [{ Key: 'a' }, { Key: 'b', Value: 'other' }, { Key: 'z' }]);
    const { ResourceTagList } = await server.cloudtrail.send(new ListTagsCommand({ ResourceIdList: [arn] }));
    expect(ResourceTagList?.[0]?.TagsList?.map(({ Key }) => Key)).toEqual(['b', 'c']);
  });

  it('refuses what is no trail', async () => {
    expect(await refusal(remove('arn:aws:cloudtrail:us-east-1:000000000000:trail/nobody', []))).toMatch(
      /^ResourceNotFoundException/,
    );
  });
});
