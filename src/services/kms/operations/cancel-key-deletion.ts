// CancelKeyDeletion: the key comes back disabled, or waiting for the material it lacks.
import { required, structure } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import type { Key } from '../key.ts';
import { keyAccess } from '../key-access.ts';
import { changeKey } from '../key-change.ts';
import { resolveKey } from '../key-resolution.ts';
import { isPendingDeletion } from '../key-state.ts';
import * as shapes from '../shapes.ts';

export const cancelKeyDeletionOperation = kmsOperation({
  name: 'CancelKeyDeletion',
  input: structure({ KeyId: required(shapes.keyId) }),
  output: structure({ KeyId: shapes.keyId }),
  resolve: ({ input, call, deps }) =>
    resolveKey(deps, call, input.KeyId, { action: 'kms:CancelKeyDeletion' }),
  access: ({ target: key, call, deps }) => keyAccess({ action: 'CancelKeyDeletion', key, call, deps }),
  async run({ target: key, deps }) {
    await changeKey(deps, key, (current) => {
      if (!isPendingDeletion(current)) throw errors.invalidState(`${current.arn} is not pending deletion.`);
      const state = lacksMaterial(current) ? 'PendingImport' : 'Disabled';
      return { ...current, state, deletionDate: null, pendingWindow: null };
    });
    deps.schedule.plan();
    return { KeyId: key.arn };
  },
});

/** Imported material may have gone while the key waited. */
const lacksMaterial = ({ origin, materials, current }: Key): boolean =>
  origin === 'EXTERNAL' &&
  (!current || materials.some(({ state, wrapped }) => wrapped === null && !state.startsWith('PENDING')));
