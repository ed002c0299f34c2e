import { empty } from '../../../core/shape.ts';
import { cloudTrailOperation, onTrail, ownTrail } from '../deps.ts';
import { namesTrail } from '../shapes.ts';

export const deleteTrail = cloudTrailOperation({
  name: 'DeleteTrail',
  input: namesTrail,
  output: empty,
  resolve: ({ input, ...asking }) => ownTrail(input.Name, asking),
  access: onTrail('DeleteTrail'),
  async run({ target, deps }) {
    await deps.trails.remove(target);
    deps.deliveries.plan();
    return {};
  },
});
