import { ListTrailsCommand } from '@aws-sdk/client-cloudtrail';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, createTrail, useServer } from './trails.ts';

const server = useServer();

describe('ListTrails', () => {
  it('lists the account’s trails of all Regions, with their homes', async () => {
    await createTrail(server.cloudtrail, 'here');
    await createTrail(server.aws.cloudtrail({ region: 'eu-west-1' }), 'there');
    const { Trails } = await server.cloudtrail.send(new ListTrailsCommand({}));
    const arn = (region: string, name: string) => `arn:aws:cloudtrail:${region}:${ACCOUNT}:trail/${name}`;
    expect(Trails).toEqual([
      { Name: 'there', HomeRegion: 'eu-west-1', TrailARN: arn('eu-west-1', 'there') },
      { Name: 'here', HomeRegion: 'us-east-1', TrailARN: arn('us-east-1', 'here') },
    ]);
    const stranger = server.aws.cloudtrail({ account: '111122223333' });
    expect((await stranger.send(new ListTrailsCommand({}))).Trails).toEqual([]);
  });
});
