// How SESv2's operations are written: as v1's, over the same stores, with refusals in SESv2's words.
import type { Context, Operation } from '../../../core/operation.ts';
import { type SesDeps, sesOperation } from '../operation.ts';
import { inWordsOfV2 } from './errors.ts';

export const sesV2Operation = <In, Out, Target = undefined>(
  operation: Operation<SesDeps, In, Out, Target>,
): Operation<SesDeps, In, Out, Target> => {
  const { resolve, run } = operation;
  return sesOperation({
    ...operation,
    ...(resolve && {
      resolve: (context: Context<SesDeps, In, undefined>) => inWordsOfV2(() => resolve(context)),
    }),
    run: (context) => inWordsOfV2(() => run(context)),
  });
};
