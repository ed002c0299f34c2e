// UntagResource: names that are not there do not matter.
import { empty, list, required, structure } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import { keyAccess } from '../key-access.ts';
import { commitOn } from '../key-change.ts';
import { resolveKey } from '../key-resolution.ts';
import { requireNotPendingDeletion } from '../key-state.ts';
import * as shapes from '../shapes.ts';
import { refuseReserved } from '../tags.ts';

export const untagResourceOperation = kmsOperation({
  name: 'UntagResource',
  input: structure({ KeyId: required(shapes.keyId), TagKeys: required(list(shapes.tagKey)) }),
  output: empty,
  resolve: ({ input, call, deps }) => resolveKey(deps, call, input.KeyId, { action: 'kms:UntagResource' }),
  access: ({ input, target: key, call, deps }) =>
    keyAccess({
      action: 'UntagResource',
      key,
      call,
      deps,
      conditions: { 'aws:TagKeys': input.TagKeys },
    }),
  async run({ input, target, deps }) {
    await commitOn(deps, target, (key) => {
      requireNotPendingDeletion(key);
      refuseReserved(input.TagKeys);
      for (const name of input.TagKeys) deps.keys.untag(key.arn, name);
    });
    return {};
  },
});
