import { expect, it } from 'vitest';
import { oneATurn } from '../../../../src/platform/turns/one-a-turn.ts';

it('of all who ask at once, one goes on in each turn of the event loop', async () => {
  let turn = 0;
  let over = false;
  const count = () => {
    turn += 1;
    if (!over) setImmediate(count);
  };
  setImmediate(count);
  const turns = await Promise.all(Array.from({ length: 5 }, () => oneATurn().then(() => turn)));
  over = true;
  expect(new Set(turns).size).toBe(5);
});
