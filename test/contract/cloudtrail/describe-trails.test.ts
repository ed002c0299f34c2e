import { DescribeTrailsCommand, type DescribeTrailsCommandInput } from '@aws-sdk/client-cloudtrail';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTrail, refusal, useServer } from './trails.ts';

const server = useServer();

describe('DescribeTrails', () => {
  let arn: string | undefined;
  beforeAll(async () => {
    arn = (await createTrail(server.cloudtrail, 'home')).TrailARN;
    await createTrail(server.cloudtrail, 'wide', { IsMultiRegionTrail: true });
  });
  const names = async (region: string, input: DescribeTrailsCommandInput = {}) => {
    const { trailList } = await server.aws.cloudtrail({ region }).send(new DescribeTrailsCommand(input));
    return trailList?.map(({ Name }) => Name);
  };

  it('lists the Region’s trails and the shadows of others', async () => {
    expect(await names('us-east-1')).toEqual(['home', 'wide']);
    expect(await names('eu-west-1')).toEqual(['wide']);
    expect(await names('eu-west-1', { includeShadowTrails: false })).toEqual([]);
  });

  it('looks for names, and leaves out those that are not there', async () => {
    expect(await names('us-east-1', { trailNameList: ['home', 'nobody'] })).toEqual(['home']);
    expect(await names('us-east-1', { trailNameList: [arn ?? ''] })).toEqual(['home']);
    expect(await refusal(names('us-east-1', { trailNameList: ['a trail'] }))).toMatch(/^InvalidTrailName/);
  });
});
