// One service's operation as another service's port: through the pipeline, like a stranger's request.
import type { Invoke } from './invoke.ts';
import type { Operation, Port, PromptPort, Service } from './operation.ts';

export const createPort =
  (invoke: Invoke) =>
  <Deps, In, Out, Target>(
    service: Service<Deps>,
    operation: Operation<Deps, In, Out, Target>,
  ): Port<In, Out> =>
  async (input, call) =>
    invoke(service, operation, input, call);

export const createPromptPort =
  (invoke: Invoke) =>
  <Deps, In, Out, Target>(
    service: Service<Deps>,
    operation: Operation<Deps, In, Out, Target>,
  ): PromptPort<In, Out> =>
  (input, call) =>
    invoke(service, operation, input, call);
