// The quota of messages in flight: never more than there may be, whatever is taken and given back, though it counts
// only now and then.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InFlightQuota, MOST_IN_FLIGHT } from '../../src/services/sqs/in-flight-quota.ts';

test('AWS lets 120,000 be in flight', () => {
  expect(MOST_IN_FLIGHT).toBe(120_000);
  expect(new InFlightQuota().room(1, () => MOST_IN_FLIGHT - 3)).toBe(3);
  expect(new InFlightQuota().room(1, () => MOST_IN_FLIGHT + 3)).toBe(0);
});

const step = fc.record({
  queue: fc.integer({ min: 1, max: 2 }),
  take: fc.integer({ min: 0, max: 10 }),
  give: fc.integer({ min: 0, max: 10 }),
});

test('what is taken by its word never passes the quota, and room that is there is found', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 60 }), fc.array(step, { maxLength: 60 }), (most, steps) => {
      const quota = new InFlightQuota(most);
      const inFlight = new Map([
        [1, 0],
        [2, 0],
      ]);
      for (const { queue, take, give } of steps) {
        const held = Math.max(0, (inFlight.get(queue) ?? 0) - give);
        const room = quota.room(queue, () => held);
        const wanted = Math.min(take, room);
        expect(room).toBeLessThanOrEqual(most - held);
        // Ten fit wherever ten may be taken.
        expect(Math.min(room, 10)).toBe(Math.min(most - held, 10));
        quota.taken(queue, wanted);
        inFlight.set(queue, held + wanted);
      }
    }),
  );
});
