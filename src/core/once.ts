// Work put off until somebody needs it: of some four hundred operations a process runs a few.

/** Calls `make` at the first call, and answers what it gave ever after. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
