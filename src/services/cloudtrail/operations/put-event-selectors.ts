// Chooses which events a trail delivers; the last choice stands alone.
import { required, string, structure } from '../../../core/shape.ts';
import { cloudTrailOperation, onTrail, ownTrail } from '../deps.ts';
import { requireSelectors } from '../selectors.ts';
import { advancedEventSelectors, eventSelectors } from '../shapes.ts';
import { trailArn } from '../trail.ts';

export const putEventSelectors = cloudTrailOperation({
  name: 'PutEventSelectors',
  input: structure({
    TrailName: required(string()),
    EventSelectors: eventSelectors,
    AdvancedEventSelectors: advancedEventSelectors,
  }),
  output: structure({
    TrailARN: string(),
    EventSelectors: eventSelectors,
    AdvancedEventSelectors: advancedEventSelectors,
  }),
  resolve: ({ input, ...asking }) => ownTrail(input.TrailName, asking),
  access: onTrail('PutEventSelectors'),
  async run({ input, target, deps }) {
    const { EventSelectors, AdvancedEventSelectors } = input;
    requireSelectors(EventSelectors, AdvancedEventSelectors);
    const selectors = EventSelectors?.map((selector) => ({
      ReadWriteType: selector.ReadWriteType ?? 'All',
      IncludeManagementEvents: selector.IncludeManagementEvents ?? true,
      DataResources: selector.DataResources ?? [],
      ExcludeManagementEventSources: selector.ExcludeManagementEventSources ?? [],
    }));
    await deps.trails.change(target, (current) => ({
      ...current,
      selectors,
      advancedSelectors: AdvancedEventSelectors,
    }));
    return { TrailARN: trailArn(target), EventSelectors: selectors, AdvancedEventSelectors };
  },
});
