import { describe, expect, it } from 'vitest';
import { atEndOfTurn, endTurnWith } from '../../../../src/platform/turns/end-of-turn.ts';
import { nextTurn } from '../../../../src/platform/turns/next-turn.ts';

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
