import { describe, expect, it } from 'vitest';
import { createBatch } from '../../../src/platform/batch.ts';
import { nextTurn } from '../../../src/platform/turns/next-turn.ts';

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
