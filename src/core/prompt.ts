// Answers that may be in hand at once. A small request is then served without a promise of its own at every step.

export type Prompt<T> = T | Promise<T>;

/** Goes on with an answer: now if it is in hand, else when it comes. */
export const whenReady = <T, U>(answer: Prompt<T>, next: (value: T) => U): Prompt<U> =>
  answer instanceof Promise ? answer.then(next) : next(answer);
