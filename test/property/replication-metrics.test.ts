// Replication metrics worked out of the tasks' lives, against the plainest way to count them.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { minutesOf, type Span } from '../../src/services/s3/replication/metrics/spans.ts';

const MINUTE = 60_000;

const span: fc.Arbitrary<Span> = fc
  .record({
    begun: fc.integer({ min: 0, max: 10 * MINUTE }),
    lasts: fc.option(fc.integer({ min: 0, max: 5 * MINUTE }), { nil: undefined }),
    outcome: fc.constantFrom('completed', 'failed', 'untracked'),
    bytes: fc.integer({ min: 0, max: 1000 }),
    byJob: fc.boolean(),
  })
  .map(({ begun, lasts, outcome, bytes, byJob }) => ({
    begun,
    ended: lasts === undefined ? undefined : begun + lasts,
    failed: lasts !== undefined && outcome === 'failed',
    untracked: lasts !== undefined && outcome === 'untracked',
    bytes,
    byJob,
  }));

it('a minute has what was pending at its fullest moment, what ended in it, and the longest delay', () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 30 }), fc.integer({ min: 0, max: 16 * MINUTE }), (spans, now) => {
      const known = spans
        .filter(({ begun }) => begun <= now)
        .map((each) =>
          each.ended !== undefined && each.ended > now
            ? { ...each, ended: undefined, failed: false, untracked: false }
            : each,
        );
      const live = known.filter(({ byJob }) => !byJob);
      const found = new Map(minutesOf(known, 0, 20 * MINUTE, now).map((minute) => [minute.time, minute]));
      for (let time = 0; time < 20 * MINUTE; time += MINUTE) {
        const to = Math.min(time + MINUTE, now + 1);
        const moments = [time, ...live.map(({ begun }) => begun)].filter((each) => each >= time && each < to);
        const pendingAt = (moment: number) =>
          live.filter(({ begun, ended = Number.POSITIVE_INFINITY }) =>
            moment === time ? begun < moment && ended >= moment : begun <= moment && ended >= moment,
          );
        const fullest = Math.max(0, ...moments.map((moment) => pendingAt(moment).length));
        const ended = known.filter(
          (each) => each.ended !== undefined && !each.untracked && each.ended >= time && each.ended < to,
        );
        const minute = found.get(time);
        if (!minute) {
          expect(ended.length).toBe(0);
          continue;
        }
        expect(time).toBeLessThanOrEqual(now);
        expect(minute.operationsPending).toBeGreaterThanOrEqual(fullest);
        expect(minute.ended).toBe(ended.length);
        expect(minute.failed).toBe(ended.filter(({ failed }) => failed).length);
        const delays = live
          .filter(({ begun, ended: end = Number.POSITIVE_INFINITY }) => begun < to && end >= time)
          .map(({ begun, ended: end = Number.POSITIVE_INFINITY }) => Math.min(end, to) - begun);
        expect(minute.latency).toBe(Math.max(0, ...delays) / 1000);
      }
    }),
  );
});
