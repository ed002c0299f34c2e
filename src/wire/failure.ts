// What is thrown on the way, as an AwsError: the last place where a bug can still become an honest answer.
import { isDiskFull } from '../core/disk-full.ts';
import { AwsError } from '../core/errors.ts';
import type { Log } from '../platform/log.ts';
import { AuthFailure, type AuthProblem } from './auth/problem.ts';
import { BodyCutShort } from './body/gather.ts';
import type { Exchange } from './exchange.ts';

/** How a protocol words what the wire itself refuses. */
export interface Wording {
  readonly auth: (problem: AuthProblem, exchange: Exchange) => AwsError;
  readonly internal: () => AwsError;
  /** The client went away in the middle of its request's body. */
  readonly cutShort: () => AwsError;
  /** The data directory's disk is full: nothing was written, the server lives on. */
  readonly diskFull: () => AwsError;
}

/** Refusals go to the log at level debug, with what access evaluation found; bugs as errors, with their stack. */
export function asAwsError(error: unknown, exchange: Exchange, wording: Wording, log: Log): AwsError {
  if (error instanceof AuthFailure)
    return asAwsError(wording.auth(error.problem, exchange), exchange, wording, log);
  if (error instanceof BodyCutShort) return asAwsError(wording.cutShort(), exchange, wording, log);
  if (error instanceof AwsError) {
    if (log.debugging) log.debug(factsOf(error, exchange), 'refused');
    return error;
  }
  const full = isDiskFull(error);
  log.error(
    { err: error, requestId: exchange.requestId, method: exchange.method, path: exchange.path },
    full ? 'the disk is full' : 'a request failed unexpectedly',
  );
  return full ? wording.diskFull() : wording.internal();
}

/** The path without its query, and no header: signatures, tokens and customer keys stay out of logs. */
const factsOf = (error: AwsError, { requestId, method, path }: Exchange) => ({
  requestId,
  method,
  path,
  status: error.status,
  code: error.code,
  message: error.message,
  ...(error.explanation && { explanation: error.explanation }),
});
