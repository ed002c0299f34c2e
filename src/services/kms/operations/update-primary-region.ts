// UpdatePrimaryRegion: primary and replica change places.
import type { Region } from '../../../core/ids.ts';
import { empty, required, structure } from '../../../core/shape.ts';
import { type KmsDeps, kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { type Key, keyArnOf } from '../key.ts';
import { keyAccess } from '../key-access.ts';
import { commitOn } from '../key-change.ts';
import { resolveKey } from '../key-resolution.ts';
import { requireUsable } from '../key-state.ts';
import * as shapes from '../shapes.ts';

export const updatePrimaryRegionOperation = kmsOperation({
  name: 'UpdatePrimaryRegion',
  input: structure({ KeyId: required(shapes.keyId), PrimaryRegion: required(shapes.region) }),
  output: empty,
  resolve({ input, call, deps }) {
    const primary = resolveKey(deps, call, input.KeyId, { action: 'kms:UpdatePrimaryRegion' });
    return { primary, replica: replicaIn(deps, primary, input.PrimaryRegion as Region) };
  },
  access: ({ input, target: { primary, replica }, call, deps }) =>
    [primary, ...(replica ? [replica] : [])].map((key) =>
      keyAccess({
        action: 'UpdatePrimaryRegion',
        key,
        call,
        deps,
        conditions: { 'kms:PrimaryRegion': input.PrimaryRegion },
      }),
    ),
  async run({ input, target, deps }) {
    await commitOn(deps, target.primary, (primary) => {
      requireUsable(primary);
      if (primary.multiRegion !== 'PRIMARY') throw errors.notPrimary(primary.arn);
      const region = input.PrimaryRegion as Region;
      if (region === primary.region) {
        throw errors.unsupported(`${primary.arn} is already the multi-region primary key.`);
      }
      const replica = replicaIn(deps, primary, region);
      if (!replica) throw errors.keyNotFound(keyArnOf(primary.account, region, primary.id));
      requireUsable(replica);
      for (const [key, multiRegion] of [
        [primary, 'REPLICA'],
        [replica, 'PRIMARY'],
      ] as const) {
        const stateAfter = key.stateAfter ?? key.state;
        deps.keys.save({ ...key, multiRegion, state: 'Updating', stateAfter });
      }
    });
    deps.schedule.plan();
    return {};
  },
});

const replicaIn = ({ keys }: KmsDeps, { account, id }: Key, region: Region): Key | undefined =>
  keys.find(keyArnOf(account, region, id));
