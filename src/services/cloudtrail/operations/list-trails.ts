// Every trail of the account, in all regions: few enough for one page.
import { list, string, structure } from '../../../core/shape.ts';
import { cloudTrailOperation, onEverything } from '../deps.ts';
import { trailArn } from '../trail.ts';

export const listTrails = cloudTrailOperation({
  name: 'ListTrails',
  input: structure({ NextToken: string() }),
  output: structure({
    Trails: list(structure({ TrailARN: string(), Name: string(), HomeRegion: string() })),
    NextToken: string(),
  }),
  access: onEverything('ListTrails'),
  run: ({ call, deps }) => ({
    Trails: deps.trails
      .all()
      .filter(({ account }) => account === call.account)
      .map((trail) => ({ TrailARN: trailArn(trail), Name: trail.name, HomeRegion: trail.region as string })),
  }),
});
