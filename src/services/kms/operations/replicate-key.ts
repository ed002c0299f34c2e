// ReplicateKey: the same key in another Region: id and material shared, policy and tags its own.
import { partitionOf, type Region } from '../../../core/ids.ts';
import { boolean, required, structure } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { type Key, type KeyRecord, keyArnOf, metadataOf } from '../key.ts';
import { keyAccess } from '../key-access.ts';
import { commitOn } from '../key-change.ts';
import { defaultPolicy, requireValidPolicy } from '../key-policy.ts';
import { resolveKey } from '../key-resolution.ts';
import { refuseIn, requireUsable } from '../key-state.ts';
import * as shapes from '../shapes.ts';
import { requireValidTags, tagConditions } from '../tags.ts';

export const replicateKeyOperation = kmsOperation({
  name: 'ReplicateKey',
  input: structure({
    KeyId: required(shapes.keyId),
    ReplicaRegion: required(shapes.region),
    Policy: shapes.policy,
    BypassPolicyLockoutSafetyCheck: boolean(),
    Description: shapes.description,
    Tags: shapes.tags,
  }),
  output: structure({
    ReplicaKeyMetadata: shapes.keyMetadata,
    ReplicaPolicy: shapes.policy,
    ReplicaTags: shapes.tags,
  }),
  resolve: ({ input, call, deps }) => resolveKey(deps, call, input.KeyId, { action: 'kms:ReplicateKey' }),
  access: ({ input, target: key, call, deps }) => [
    keyAccess({
      action: 'ReplicateKey',
      key,
      call,
      deps,
      conditions: { 'kms:ReplicaRegion': input.ReplicaRegion, ...tagConditions(input.Tags) },
    }),
    {
      action: 'kms:CreateKey',
      resource: '*',
      account: call.account,
      context: { 'kms:MultiRegion': true, 'kms:MultiRegionKeyType': 'REPLICA', ...tagConditions(input.Tags) },
    },
  ],
  async run({ input, target, call, deps }) {
    const region = input.ReplicaRegion as Region;
    const { account } = target;
    const arn = keyArnOf(account, region, target.id);
    const policy = input.Policy ?? defaultPolicy(account, region);
    // Refused before the write, so that a wrong key says so before a wrong policy does.
    requireReplicable(target, region);
    requireValidTags(input.Tags);
    if (input.Policy !== undefined) {
      requireValidPolicy(deps, policy, { arn, account }, call, input.BypassPolicyLockoutSafetyCheck === true);
    }
    const output = await commitOn(deps, target, (key) => {
      requireReplicable(key, region);
      if (deps.keys.find(arn)) throw errors.alreadyExists(`A replica of ${key.arn} exists in ${region}`);
      deps.keys.save(
        replicaOf(key, { arn, region, policy, description: input.Description ?? '', time: call.time }),
      );
      for (const material of key.materials) {
        // Imported material has to be imported into each replica anew.
        const kept = key.origin === 'EXTERNAL' ? { wrapped: null, expiresAt: null } : {};
        deps.keys.saveMaterial(arn, { ...material, ...kept });
      }
      for (const { TagKey, TagValue } of input.Tags ?? []) deps.keys.tag(arn, TagKey, TagValue);
      const replica = deps.keys.find(arn);
      if (!replica) throw new Error(`${arn} is not there after its insertion`);
      return {
        ReplicaKeyMetadata: metadataOf(replica, deps.keys.related(replica)),
        ReplicaPolicy: policy,
        ReplicaTags: input.Tags ?? [],
      };
    });
    deps.schedule.plan();
    return output;
  },
});

function requireReplicable(key: Key, region: Region): void {
  requireUsable(key);
  refuseIn(key, 'Updating');
  if (key.multiRegion !== 'PRIMARY') throw errors.notPrimary(key.arn);
  if (partitionOf(region) !== partitionOf(key.region)) {
    throw errors.validation(`The Region ${region} is not in the partition of ${key.arn}.`);
  }
}

function replicaOf(
  key: Key,
  own: Pick<KeyRecord, 'arn' | 'region' | 'policy' | 'description'> & { readonly time: number },
): KeyRecord {
  const { time, ...replica } = own;
  return {
    ...key,
    ...replica,
    created: time,
    state: 'Creating',
    stateAfter: key.origin === 'EXTERNAL' ? 'PendingImport' : 'Enabled',
    multiRegion: 'REPLICA',
    deletionDate: null,
    pendingWindow: null,
    onDemandRotations: 0,
  };
}
