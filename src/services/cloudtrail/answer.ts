// With a data directory, a call is answered once its event is on its file: the rule of the group commit, kept for
// reads too.
import type { Invoke } from '../../core/invoke.ts';
import type { EventLog } from './event-log.ts';

/** For requests from outside; what one service asks of another waits with the request that it serves. */
export function answerWhenKept(invoke: Invoke, { kept }: Pick<EventLog, 'kept'>): Invoke {
  async function waiting<Out>(output: Promise<Out>): Promise<Out> {
    try {
      return await output;
    } finally {
      await kept();
    }
  }

  return (service, operation, input, call) => {
    let output: ReturnType<typeof invoke>;
    try {
      output = invoke(service, operation, input, call);
    } catch (error) {
      return waiting(Promise.reject(error));
    }
    if (output instanceof Promise) return waiting(output) as never;
    const due = kept();
    return due ? (due.then(() => output) as never) : (output as never);
  };
}
