import { afterEach, expect, it } from 'vitest';
import { nextTurn } from '../../../../src/platform/turns/next-turn.ts';
import { createTurnBudget } from '../../../../src/platform/turns/turn-budget.ts';

let turn = 0;
let counting = false;
function countTurns(): void {
  counting = true;
  turn = 0;
  const count = () => {
    turn += 1;
    if (counting) setImmediate(count);
  };
  setImmediate(count);
}
afterEach(() => {
  counting = false;
});

it('what passes the budget of a turn is done in later ones, as much in each', async () => {
  const budget = createTurnBudget(100, 1);
  countTurns();
  const turns = await Promise.all(
    Array.from({ length: 20 }, async () => {
      await budget.ask(25, 0);
      return turn;
    }),
  );
  const perTurn = new Map<number, number>();
  for (const each of turns) perTurn.set(each, (perTurn.get(each) ?? 0) + 1);
  expect([...perTurn.values()]).toEqual([4, 4, 4, 4, 4]);
});

it('within the budget nobody waits, and each turn has it whole', async () => {
  const budget = createTurnBudget(100, 1);
  for (let round = 0; round < 3; round += 1) {
    expect(budget.ask(60, 0)).toBeUndefined();
    expect(budget.ask(60, 0)).toBeUndefined();
    await nextTurn();
  }
});

it('what was done without asking leaves less for others in its turn', () => {
  const budget = createTurnBudget(100, 1);
  budget.spend(100);
  expect(budget.ask(1, 0)).toBeInstanceOf(Promise);
});

it('lanes take turns; within one the lowest rank goes first, and of equals whoever came first', async () => {
  const budget = createTurnBudget(1, 2);
  budget.spend(1);
  const order: string[] = [];
  const asked = (
    [
      ['large b', 1, 2],
      ['large c', 1, 2],
      ['large a', 1, 1],
      ['small a', 0, 0],
      ['small b', 0, 0],
    ] as const
  ).map(async ([name, lane, rank]) => {
    await budget.ask(1, lane, rank);
    order.push(name);
  });
  await Promise.all(asked);
  expect(order.filter((name) => name.startsWith('large'))).toEqual(['large a', 'large b', 'large c']);
  expect(order.filter((name) => name.startsWith('small'))).toEqual(['small a', 'small b']);
  expect(new Set(order.slice(0, 2).map((name) => name.split(' ')[0])).size).toBe(2);
});
