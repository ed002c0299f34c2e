import { ListTagsCommand } from '@aws-sdk/client-cloudtrail';
import { describe, expect, it } from 'vitest';
import { createTrail, refusal, useServer } from './trails.ts';

const server = useServer();
const list = (...ResourceIdList: string[]) => server.cloudtrail.send(new ListTagsCommand({ ResourceIdList }));

describe('ListTags', () => {
  it('lists the tags of several trails', async () => {
    const { TrailARN: one = '' } = await createTrail(server.cloudtrail, 'one', {
      TagsList: [{ Key: 'k', Value: 'v' }],
    });
    const { TrailARN: two = '' } = await createTrail(server.cloudtrail, 'two');
    expect((await list(one, two)).ResourceTagList).toEqual([
      { ResourceId: one, TagsList: [{ Key: 'k', Value: 'v' }] },
      { ResourceId: two, TagsList: [] },
    ]);
  });

  it('refuses the whole where one is not there', async () => {
    expect(await refusal(list('arn:aws:cloudtrail:us-east-1:000000000000:trail/nobody'))).toMatch(
      /^ResourceNotFoundException/,
    );
  });
});
