// The one way to run an operation: validate -> throttle -> resolve -> authorize -> run -> record.
//
// A request from the wire and a call from one service to another pass here alike. No stage awaits unless
// the operation's own `run` does, so a call that needs no I/O is answered in the turn it arrived in.
import type { AccessCheck, Authorize } from './access-check.ts';
import type { Call } from './call.ts';
import type { Operation, Service } from './operation.ts';
import { validate } from './validate.ts';

export interface Invocation {
  readonly service: Service;
  // biome-ignore lint/suspicious/noExplicitAny: a record is made of operations of every input and output
  readonly operation: Operation<any, any, any, any>;
  readonly input: unknown;
  readonly call: Call;
  readonly output?: unknown;
  readonly error?: unknown;
  /** What `resolve` found; undefined when the call failed before. */
  readonly target?: unknown;
}

export type Recorder = (invocation: Invocation) => void;

export type Invoke = <Deps, In, Out, Target>(
  service: Service<Deps>,
  operation: Operation<Deps, In, Out, Target>,
  input: In,
  call: Call,
) => Out | Promise<Out>;

/**
 * @param authorize decides each AccessCheck.
 * @param record is told of every call when it has ended, refused ones included; it must not throw.
 */
export const createInvoke = (authorize: Authorize, record: Recorder): Invoke =>
  function invoke(service, operation, input, call) {
    const told = withoutAlongside(call);
    const context = { input, target: undefined as never, call: told, deps: service.deps };
    const recorded = (output: unknown, error: unknown) =>
      record({
        service: service as Service,
        operation,
        input,
        call: told,
        target: context.target,
        output,
        error,
      });
    try {
      const violations = validate(operation.input, input);
      if (violations.length > 0) throw service.errors.invalid(violations);
      service.throttle?.(operation, told, input);

      if (operation.resolve) context.target = operation.resolve(context) as never;
      const checks = operation.access(context);
      if (isList(checks))
        for (const check of checks) requireLeave(check, authorize, service as Service, told);
      else if (checks) requireLeave(checks, authorize, service as Service, told);

      const output = operation.run(told === call ? context : { ...context, call });
      if (output instanceof Promise) {
        return output.then(
          (result) => {
            recorded(result, undefined);
            return result;
          },
          (error) => {
            recorded(undefined, error);
            throw error;
          },
        );
      }
      recorded(output, undefined);
      return output;
    } catch (error) {
      recorded(undefined, error);
      throw error;
    }
  };

/** For all but the operation itself: logs keep calls for long, and would keep what the function holds (a whole mail). */
function withoutAlongside(call: Call): Call {
  if (!call.alongside) return call;
  const { alongside: _alongside, ...told } = call;
  return told;
}

const isList = (checks: AccessCheck | readonly AccessCheck[] | undefined): checks is readonly AccessCheck[] =>
  Array.isArray(checks);

function requireLeave(check: AccessCheck, authorize: Authorize, service: Service, call: Call): void {
  const decision = authorize(check, call);
  if (decision.allowed) return;
  const refusal = service.errors.denied(check, decision, call);
  refusal.decision = decision;
  throw refusal;
}
