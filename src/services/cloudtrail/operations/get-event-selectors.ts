import { required, string, structure } from '../../../core/shape.ts';
import { cloudTrailOperation, findTrail, onTrail } from '../deps.ts';
import { DEFAULT_SELECTORS } from '../selectors.ts';
import { advancedEventSelectors, eventSelectors } from '../shapes.ts';
import { trailArn } from '../trail.ts';

export const getEventSelectors = cloudTrailOperation({
  name: 'GetEventSelectors',
  input: structure({ TrailName: required(string()) }),
  output: structure({
    TrailARN: string(),
    EventSelectors: eventSelectors,
    AdvancedEventSelectors: advancedEventSelectors,
  }),
  resolve: ({ input, ...asking }) => findTrail(input.TrailName, asking),
  access: onTrail('GetEventSelectors'),
  run: ({ target }) => ({
    TrailARN: trailArn(target),
    ...(target.advancedSelectors
      ? { AdvancedEventSelectors: target.advancedSelectors }
      : { EventSelectors: target.selectors ?? DEFAULT_SELECTORS }),
  }),
});
