// How fast messages come in. What clients send lies ready by the megabyte, for the kernel takes it in meanwhile: of
// all that could be read at once, so much is read in a turn of the event loop.
import { createTurnBudget } from '../../../platform/turns/turn-budget.ts';
import { MIDDLE, SMALL } from './spool.ts';

/** About two milliseconds of work. */
const PER_TURN = 256 * 1024;
/** What the end of a message costs beside its bytes, in bytes. */
const MESSAGE = 16 * 1024;

/** Those of each kind take turns, so that a small mail never stands behind large ones. */
const LANES = { small: 0, middle: 1, large: 2 } as const;

export class Inflow {
  private readonly budget = createTurnBudget(PER_TURN, Object.keys(LANES).length);
  private begun = 0;

  /** The next message; of those in memory the older ones come to their end first, and free it. */
  begin(): MessageInflow {
    const { budget } = this;
    this.begun += 1;
    const number = this.begun;
    let taken = 0;
    return {
      admit(bytes) {
        taken += bytes;
        if (taken <= SMALL) return budget.ask(bytes, LANES.small);
        return taken <= MIDDLE ? budget.ask(bytes, LANES.middle, number) : budget.ask(bytes, LANES.large);
      },
      end: () => budget.spend(MESSAGE),
    };
  }
}

export interface MessageInflow {
  /** Undefined when so many bytes may be worked on at once, else what resolves in their turn. */
  admit(bytes: number): Promise<void> | undefined;
  end(): void;
}
