// ScheduleKeyDeletion: 7 to 30 days; a multi-Region primary first outlives its replicas.
import { required, structure, timestamp } from '../../../core/shape.ts';
import { daysAfter } from '../dates.ts';
import { kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { keyAccess } from '../key-access.ts';
import { commitOn } from '../key-change.ts';
import { DEFAULT_PENDING_WINDOW } from '../key-deletion.ts';
import { resolveKey } from '../key-resolution.ts';
import { refuseIn } from '../key-state.ts';
import * as shapes from '../shapes.ts';

/** Narrower than the model's 1 to 365 (ScheduleKeyDeletion's page). */
const SHORTEST = 7;
const LONGEST = 30;

export const scheduleKeyDeletionOperation = kmsOperation({
  name: 'ScheduleKeyDeletion',
  input: structure({
    KeyId: required(shapes.keyId),
    PendingWindowInDays: shapes.pendingWindowInDays,
  }),
  output: structure({
    KeyId: shapes.keyId,
    DeletionDate: timestamp(),
    KeyState: shapes.keyState,
    PendingWindowInDays: shapes.pendingWindowInDays,
  }),
  resolve: ({ input, call, deps }) =>
    resolveKey(deps, call, input.KeyId, { action: 'kms:ScheduleKeyDeletion' }),
  access: ({ input, target: key, call, deps }) =>
    keyAccess({
      action: 'ScheduleKeyDeletion',
      key,
      call,
      deps,
      conditions: {
        'kms:ScheduleKeyDeletionPendingWindowInDays': input.PendingWindowInDays ?? DEFAULT_PENDING_WINDOW,
      },
    }),
  async run({ input, target, call, deps }) {
    const { PendingWindowInDays: pendingWindow = DEFAULT_PENDING_WINDOW } = input;
    if (pendingWindow < SHORTEST || pendingWindow > LONGEST) {
      throw errors.validation(`PendingWindowInDays must be between ${SHORTEST} and ${LONGEST}.`);
    }
    const output = await commitOn(deps, target, (key) => {
      refuseIn(key, 'PendingDeletion', 'PendingReplicaDeletion', 'Updating');
      const waits = key.multiRegion === 'PRIMARY' && deps.keys.related(key).length > 1;
      const state = waits ? 'PendingReplicaDeletion' : 'PendingDeletion';
      const deletionDate = waits ? null : daysAfter(call.time, pendingWindow);
      deps.keys.save({ ...key, state, stateAfter: null, pendingWindow, deletionDate });
      return {
        KeyId: key.arn,
        ...(deletionDate !== null && { DeletionDate: new Date(deletionDate) }),
        KeyState: state,
        PendingWindowInDays: pendingWindow,
      } as const;
    });
    deps.schedule.plan();
    return output;
  },
});
