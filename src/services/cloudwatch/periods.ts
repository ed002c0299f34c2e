// Minutes gathered into the periods that a caller asks for. Pure.
import type { Sample } from './ports.ts';
import type { Statistic } from './shapes.ts';

/** "Periods of 1, 5, 10, 20, 30 or any multiple of 60" seconds; shorter ones than a minute hold what a minute has. */
export const isPeriod = (seconds: number): boolean =>
  [1, 5, 10, 20, 30].includes(seconds) || seconds % 60 === 0;

/** One sample for each period that has any, at the period's beginning. */
export function gather(samples: readonly Sample[], seconds: number): readonly Sample[] {
  const length = seconds * 1000;
  const periods = new Map<number, Sample>();
  for (const sample of samples) {
    const time = Math.floor(sample.time / length) * length;
    const before = periods.get(time);
    periods.set(time, before ? joined(before, sample) : { ...sample, time });
  }
  return [...periods.values()];
}

const joined = (one: Sample, other: Sample): Sample => ({
  time: one.time,
  count: one.count + other.count,
  sum: one.sum + other.sum,
  minimum: Math.min(one.minimum, other.minimum),
  maximum: Math.max(one.maximum, other.maximum),
});

export function statisticOf({ count, sum, minimum, maximum }: Sample, statistic: Statistic): number {
  switch (statistic) {
    case 'SampleCount':
      return count;
    case 'Sum':
      return sum;
    case 'Average':
      return sum / count;
    case 'Minimum':
      return minimum;
    case 'Maximum':
      return maximum;
  }
}

/** CloudWatch rounds a start down to the minute. */
export const startOf = (time: Date): number => Math.floor(time.getTime() / 60_000) * 60_000;
