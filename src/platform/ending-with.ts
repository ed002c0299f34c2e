// The end of what is owed, noted in the transaction that settles it, so that no crash parts the two.
import type { Database } from './database.ts';

/**
 * @param end writes the note, within a transaction.
 * @param work calls what it is given within a transaction of its own, where it has one; else `end` gets one after it.
 */
export async function endingWith(
  database: Database,
  end: () => void,
  work: (ended: () => void) => Promise<void>,
): Promise<void> {
  let over = false;
  const ended = () => {
    end();
    over = true;
  };
  await work(ended);
  if (!over) await database.commit(end);
}
