// The latest events in memory: two rings that are read as one, whatever comes between.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Entry } from '../../src/services/cloudtrail/entry.ts';
import { EventMemory } from '../../src/services/cloudtrail/event-memory.ts';

const CAPACITIES = { management: 7, volume: 3 };

const step = fc.oneof(
  { weight: 12, arbitrary: fc.record({ does: fc.constant('call' as const), highVolume: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('read on' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('reset' as const) }) },
);

/** Of each sort the latest that there is room for. */
class Model {
  entries: { sequence: number; highVolume: boolean }[] = [];
  private room = CAPACITIES.volume;

  append(added: { sequence: number; highVolume: boolean }): void {
    const { highVolume } = added;
    const room = highVolume ? this.room : CAPACITIES.management;
    const same = [...this.entries, added].filter((each) => each.highVolume === highVolume).slice(-room);
    const others = this.entries.filter((each) => each.highVolume !== highVolume);
    this.entries = [...same, ...others].sort((a, b) => a.sequence - b.sequence);
  }

  expectReaders(): void {
    this.room = CAPACITIES.management;
  }

  clear(): void {
    this.entries = [];
    this.room = CAPACITIES.volume;
  }
}

const entryOf = (sequence: number, highVolume: boolean) => ({ sequence, kind: { highVolume } }) as Entry;
const sequenceOf = ({ sequence }: { sequence: number }) => sequence;

async function sequencesOf(entries: AsyncIterable<Entry>): Promise<number[]> {
  const sequences: number[] = [];
  for await (const { sequence } of entries) sequences.push(sequence);
  return sequences;
}

it('the latest of each sort are read in the order of the calls, from any place and in both directions', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.nat(60), async (steps, place) => {
      const memory = new EventMemory(CAPACITIES);
      const model = new Model();
      for (const [sequence, it] of steps.entries()) {
        if (it.does === 'read on') {
          memory.expectReaders();
          model.expectReaders();
        } else if (it.does === 'reset') {
          memory.clear();
          model.clear();
        } else {
          memory.append(entryOf(sequence, it.highVolume));
          model.append({ sequence, highVolume: it.highVolume });
        }
      }
      const kept = model.entries.map(sequenceOf);
      expect([...memory.recent(place)].map(sequenceOf)).toEqual(kept.filter((each) => each >= place));
      expect(await sequencesOf(memory.backwards(place))).toEqual(
        kept.filter((each) => each < place).reverse(),
      );
      expect(await sequencesOf(memory.between(place, place + 5))).toEqual(
        kept.filter((each) => each >= place && each < place + 5),
      );
    }),
  );
});

it('a reader that was away goes on with what is still there', () => {
  const memory = new EventMemory(CAPACITIES);
  for (let sequence = 0; sequence < 3; sequence += 1) memory.append(entryOf(sequence, true));
  const reading = memory.recent(0);
  expect(reading.next().value?.sequence).toBe(0);
  for (let sequence = 3; sequence < 9; sequence += 1) memory.append(entryOf(sequence, true));
  expect([...reading].map(sequenceOf)).toEqual([6, 7, 8]);
});
