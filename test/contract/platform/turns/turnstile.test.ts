// What many ask for at once does not keep those waiting who ask for less.
import { describe, expect, it } from 'vitest';
import { nextTurn } from '../../../../src/platform/turns/next-turn.ts';
import { createTurnstile, isWorkHeld } from '../../../../src/platform/turns/turnstile.ts';

const spend = (milliseconds: number) => {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
};

describe('A turnstile', () => {
  it('lets work through at once where nothing else has been done in the turn', () => {
    const done: string[] = [];
    createTurnstile(1_000).enter(() => done.push('first'));
    expect(done).toEqual(['first']);
  });

  it('holds back what comes when the share of the turn is spent, in the order in which it came', async () => {
    const done: string[] = [];
    const { enter } = createTurnstile(1);
    for (const name of ['first', 'second', 'third']) {
      enter(() => {
        spend(2);
        done.push(name);
      });
    }
    expect(done).toEqual(['first']);
    expect(isWorkHeld()).toBe(true);
    while (isWorkHeld()) await nextTurn();
    expect(done).toEqual(['first', 'second', 'third']);
  });

  it('lets a whole turn of others pass before it goes on', async () => {
    const done: string[] = [];
    const { enter } = createTurnstile(1);
    enter(() => spend(2));
    enter(() => done.push('held'));
    setImmediate(() => done.push('at the end of this turn'));
    while (isWorkHeld()) await nextTurn();
    expect(done).toEqual(['at the end of this turn', 'held']);
  });

  it('does in one turn what there is time for', async () => {
    const { enter } = createTurnstile(1_000);
    const turns: number[] = [];
    let turn = 0;
    for (let index = 0; index < 100; index += 1) enter(() => turns.push(turn));
    await nextTurn();
    turn += 1;
    expect(turns).toEqual(new Array(100).fill(0));
  });
});
