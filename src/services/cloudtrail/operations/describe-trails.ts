// The trails of a region, and those of others that reach into it. A name that is not there is left out.
import { boolean, list, string, structure } from '../../../core/shape.ts';
import { cloudTrailOperation, onEverything } from '../deps.ts';
import { trail } from '../shapes.ts';
import { isLike, readTrailName, trailView } from '../trail.ts';

export const describeTrails = cloudTrailOperation({
  name: 'DescribeTrails',
  input: structure({ trailNameList: list(string()), includeShadowTrails: boolean() }),
  output: structure({ trailList: list(trail) }),
  access: onEverything('DescribeTrails'),
  run({ input, call, deps }) {
    const { trailNameList: names = [], includeShadowTrails: shadows = true } = input;
    const wanted = names.map((name) => ({ given: name, name: readTrailName(name, call) }));
    const trailList = deps.trails
      .all()
      .filter(({ account }) => account === call.account)
      .filter((each) => each.region === call.region || (each.multiRegion && shadows))
      .filter(
        (each) =>
          wanted.length === 0 ||
          wanted.some(({ given, name }) => isLike(each, name) || (each.multiRegion && each.name === given)),
      )
      .map(trailView);
    return { trailList };
  },
});
