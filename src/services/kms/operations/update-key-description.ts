// UpdateKeyDescription.
import { empty, required, structure } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import { keyAccess } from '../key-access.ts';
import { changeKey } from '../key-change.ts';
import { resolveKey } from '../key-resolution.ts';
import { requireNotPendingDeletion } from '../key-state.ts';
import * as shapes from '../shapes.ts';

export const updateKeyDescriptionOperation = kmsOperation({
  name: 'UpdateKeyDescription',
  input: structure({ KeyId: required(shapes.keyId), Description: required(shapes.description) }),
  output: empty,
  resolve: ({ input, call, deps }) =>
    resolveKey(deps, call, input.KeyId, { action: 'kms:UpdateKeyDescription' }),
  access: ({ target: key, call, deps }) => keyAccess({ action: 'UpdateKeyDescription', key, call, deps }),
  async run({ input, target: key, deps }) {
    await changeKey(deps, key, (current) => {
      requireNotPendingDeletion(current);
      return { ...current, description: input.Description };
    });
    return {};
  },
});
