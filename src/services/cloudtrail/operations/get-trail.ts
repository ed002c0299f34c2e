import { structure } from '../../../core/shape.ts';
import { cloudTrailOperation, findTrail, onTrail } from '../deps.ts';
import { namesTrail, trail } from '../shapes.ts';
import { trailView } from '../trail.ts';

export const getTrail = cloudTrailOperation({
  name: 'GetTrail',
  input: namesTrail,
  output: structure({ Trail: trail }),
  resolve: ({ input, ...asking }) => findTrail(input.Name, asking),
  access: onTrail('GetTrail'),
  run: ({ target }) => ({ Trail: trailView(target) }),
});
