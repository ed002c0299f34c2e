/** The plainest way to let others in between: everything that came in during this turn of the event loop is served. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
