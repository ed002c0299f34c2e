import { describe, expect, it } from 'vitest';
import { createBatch } from '../../../src/platform/batch.ts';
import { atEndOfTurn, endTurnWith, letOthersIn } from '../../../src/platform/turns.ts';

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('the end of a turn of the event loop', () => {
  it('comes after all that the turn brought', async () => {
    const seen: string[] = [];
    atEndOfTurn(() => seen.push('end'));
    await Promise.resolve();
    process.nextTick(() => seen.push('tick'));
    await nextTurn();
    expect(seen).toEqual(['tick', 'end']);
  });

  it('takes in what is asked for because of what it settles, however many promises later', async () => {
    const seen: string[] = [];
    const settled = new Promise<void>((resolve) => setImmediate(endTurnWith, resolve));
    setImmediate(() => seen.push('the next of this turn'));
    const later = settled.then(async () => {
      for (let promises = 0; promises < 5; promises += 1) await undefined;
      atEndOfTurn(() => seen.push('because of it'));
    });
    await later;
    await nextTurn();
    expect(seen).toEqual(['because of it', 'the next of this turn']);
  });

  it('is over for what comes afterwards', async () => {
    setImmediate(endTurnWith, () => {});
    await nextTurn();
    await nextTurn();
    let ended = false;
    atEndOfTurn(() => {
      ended = true;
    });
    await new Promise<void>((resolve) => process.nextTick(resolve));
    expect(ended).toBe(false);
    await nextTurn();
    expect(ended).toBe(true);
  });

  it('is reached by who failed, too', async () => {
    expect(() =>
      endTurnWith(() => {
        throw new Error('no');
      }),
    ).toThrow('no');
    await nextTurn();
    const seen: string[] = [];
    atEndOfTurn(() => seen.push('end'));
    await Promise.resolve();
    expect(seen).toEqual([]);
  });
});

describe('a batch', () => {
  it('works off together what a turn brought, and tells who waits', async () => {
    const worked: (readonly number[])[] = [];
    const batch = createBatch<number>(10, (items) => worked.push(items));
    batch.add(1);
    batch.add(2);
    expect(worked).toEqual([]);
    await batch.done;
    expect(worked).toEqual([[1, 2]]);
    expect(batch.done).toBeUndefined();
  });

  it('works off what comes to its limit at once, and the rest at the end', async () => {
    const worked: (readonly number[])[] = [];
    const batch = createBatch<number>(2, (items) => worked.push(items));
    for (const item of [1, 2, 3]) batch.add(item);
    expect(worked).toEqual([[1, 2]]);
    await batch.done;
    expect(worked).toEqual([[1, 2], [3]]);
  });

  it('is in one turn with another that it lets go on', async () => {
    const order: string[] = [];
    const answers = createBatch<string>(10, () => order.push('answers'));
    const records = createBatch<string>(10, () => order.push('records'));
    records.add('call');
    void records.done?.then(() => answers.add('call'));
    setImmediate(() => order.push('the next of this turn'));
    await nextTurn();
    await nextTurn();
    expect(order).toEqual(['records', 'answers', 'the next of this turn']);
  });
});

describe('letting others in', () => {
  it('waits for a turn of theirs, and no longer when they want nothing', async () => {
    let turns = 0;
    setImmediate(() => {
      turns += 1;
    });
    await letOthersIn(1_000_000);
    expect(turns).toBe(1);
  });
});
