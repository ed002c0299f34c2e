// Ends a trail's deliveries; what happened until now is still delivered.
import { empty } from '../../../core/shape.ts';
import { cloudTrailOperation, onTrail, ownTrail } from '../deps.ts';
import { namesTrail } from '../shapes.ts';

export const stopLogging = cloudTrailOperation({
  name: 'StopLogging',
  input: namesTrail,
  output: empty,
  resolve: ({ input, ...asking }) => ownTrail(input.Name, asking),
  access: onTrail('StopLogging'),
  async run({ target, call, deps }) {
    if (!target.status.logging) return {};
    await deps.deliveries.finish(target);
    await deps.trails.change(target, (current) => ({
      ...current,
      status: { ...current.status, logging: false, stopped: call.time },
    }));
    deps.deliveries.plan();
    return {};
  },
});
