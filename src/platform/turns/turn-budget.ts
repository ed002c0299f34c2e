// For work whose cost is known beforehand, in bytes, and that arrives faster than it can be done: so much of it in one
// turn of the event loop and the rest in later ones, so that the requests of others are served between.

export interface TurnBudget {
  /**
   * Undefined when there is room in this turn, else what resolves in the turn that has it.
   * @param lane those that wait take turns, so that none holds up another.
   * @param rank the lowest of a lane goes first, and of equals whoever came first.
   */
  ask(cost: number, lane: number, rank?: number): Promise<void> | undefined;
  /** What was done without asking, for it could not wait; the turn has so much less left. */
  spend(cost: number): void;
}

interface Waiting {
  readonly cost: number;
  readonly rank: number;
  readonly go: () => void;
}

/** @param perTurn the work that passes it is the last of its turn. */
export function createTurnBudget(perTurn: number, lanes: number): TurnBudget {
  const waiting: Waiting[][] = Array.from({ length: lanes }, () => []);
  let left = perTurn;
  let lane = 0;
  let scheduled = false;

  function endTurn(): void {
    scheduled = false;
    left = perTurn;
    while (left > 0) {
      const next = nextWaiting();
      if (!next) return;
      spend(next.cost);
      next.go();
    }
  }

  function nextWaiting(): Waiting | undefined {
    for (let looked = 0; looked < lanes; looked += 1) {
      lane = (lane + 1) % lanes;
      const next = waiting[lane]?.shift();
      if (next) return next;
    }
    return undefined;
  }

  function spend(cost: number): void {
    left -= cost;
    if (scheduled) return;
    scheduled = true;
    setImmediate(endTurn);
  }

  return {
    spend,
    ask(cost, laneOfIt, rank = 0) {
      if (left > 0 && waiting.every(({ length }) => length === 0)) {
        spend(cost);
        return undefined;
      }
      const queue = waiting[laneOfIt] ?? [];
      return new Promise((go) => {
        const before = queue.findLastIndex((other) => other.rank <= rank);
        queue.splice(before + 1, 0, { cost, rank, go });
      });
    },
  };
}
