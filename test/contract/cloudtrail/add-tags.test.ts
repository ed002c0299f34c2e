import { AddTagsCommand, ListTagsCommand, type Tag } from '@aws-sdk/client-cloudtrail';
import { describe, expect, it } from 'vitest';
import { createTrail, refusal, useServer } from './trails.ts';

const server = useServer();
const add = (ResourceId: string, TagsList: Tag[]) =>
  server.cloudtrail.send(new AddTagsCommand({ ResourceId, TagsList }));

describe('AddTags', () => {
  it('adds tags, and overwrites those of the same key', async () => {
    const { TrailARN: arn = '' } = await createTrail(server.cloudtrail, 'log', {
      TagsList: [{ Key: 'a', Value: '1' }],
    });
    await add(arn, [
      { Key: 'a', Value: '2' },
      { Key: 'b', Value: '3' },
    ]);
    const { ResourceTagList } = await server.cloudtrail.send(new ListTagsCommand({ ResourceIdList: [arn] }));
    expect(ResourceTagList?.[0]?.TagsList).toEqual([
      { Key: 'a', Value: '2' },
      { Key: 'b', Value: '3' },
    ]);
  });

  it('refuses bad tags, too many of them, and what is no trail', async () => {
    const { TrailARN: arn = '' } = await createTrail(server.cloudtrail, 'refused');
    const tags = (count: number) => Array.from({ length: count }, (_, at) => ({ Key: `k${at}`, Value: 'v' }));
    expect(await refusal(add(arn, [{ Key: 'aws:x', Value: 'y' }]))).toMatch(/^InvalidTagParameterException/);
    expect(await refusal(add(arn, [...tags(1), ...tags(1)]))).toMatch(/^InvalidTagParameterException/);
    expect(await refusal(add(arn, tags(51)))).toMatch(/^TagsLimitExceededException/);
    await add(arn, tags(50));
    expect(await refusal(add(arn, [{ Key: 'one-more', Value: 'v' }]))).toMatch(/^TagsLimitExceededException/);
    expect(await refusal(add('refused', []))).toMatch(/^ResourceTypeNotSupportedException/);
    expect(await refusal(add(arn.replace('refused', 'nobody'), []))).toMatch(/^ResourceNotFoundException/);
    expect(await refusal(add('arn:aws:s3:::bucket', []))).toMatch(/^CloudTrailARNInvalidException/);
  });
});
