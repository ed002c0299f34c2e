import { empty } from '../../../core/shape.ts';
import { cloudTrailOperation, onTrail, ownTrail } from '../deps.ts';
import { namesTrail } from '../shapes.ts';

export const startLogging = cloudTrailOperation({
  name: 'StartLogging',
  input: namesTrail,
  output: empty,
  resolve: ({ input, ...asking }) => ownTrail(input.Name, asking),
  access: onTrail('StartLogging'),
  async run({ target, call, deps }) {
    // Started twice, a trail goes on from where it was.
    if (target.status.logging) return {};
    await deps.trails.change(target, ({ status, ...rest }) => ({
      ...rest,
      status: { ...status, logging: true, started: call.time, place: deps.log.next() },
    }));
    deps.deliveries.plan();
    return {};
  },
});
