// CreateKey: a record and its material, wrapped; without material where it is to be imported.
import { boolean, structure, type TypeOf } from '../../../core/shape.ts';
import { type KmsDeps, kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { type KeyRecord, keyArnOf, metadataOf } from '../key.ts';
import { insertKey } from '../key-creation.ts';
import { type FreshMaterial, freshMaterial } from '../key-material.ts';
import { defaultPolicy, requireValidPolicy } from '../key-policy.ts';
import { KEY_ALGORITHMS, type KeySpec, usageFor } from '../key-spec.ts';
import * as shapes from '../shapes.ts';
import { requireValidTags, tagConditions } from '../tags.ts';

const input = structure({
  Policy: shapes.policy,
  Description: shapes.description,
  KeyUsage: shapes.keyUsage,
  CustomerMasterKeySpec: shapes.customerMasterKeySpec,
  KeySpec: shapes.keySpec,
  Origin: shapes.origin,
  CustomKeyStoreId: shapes.customKeyStoreId,
  BypassPolicyLockoutSafetyCheck: boolean(),
  Tags: shapes.tags,
  MultiRegion: boolean(),
  XksKeyId: shapes.xksKeyId,
});
type Input = TypeOf<typeof input>;

/** A quota of AWS's own (facts/kms.md §6). */
const MAX_KEYS = 100_000;

export const createKeyOperation = kmsOperation({
  name: 'CreateKey',
  input,
  output: structure({ KeyMetadata: shapes.keyMetadata }),
  access({ input: given, call }) {
    const check = (action: string) => ({
      action,
      resource: '*',
      account: call.account,
      context: {
        'kms:KeySpec': given.KeySpec ?? given.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT',
        'kms:KeyUsage': given.KeyUsage ?? 'ENCRYPT_DECRYPT',
        'kms:KeyOrigin': given.Origin ?? 'AWS_KMS',
        'kms:MultiRegion': given.MultiRegion === true,
        'kms:MultiRegionKeyType': given.MultiRegion ? 'PRIMARY' : undefined,
        'kms:BypassPolicyLockoutSafetyCheck': given.BypassPolicyLockoutSafetyCheck === true,
        ...tagConditions(given.Tags),
      },
    });
    const tagged = given.Tags !== undefined && given.Tags.length > 0;
    return tagged ? [check('kms:CreateKey'), check('kms:TagResource')] : [check('kms:CreateKey')];
  },
  async run({ input: given, call, deps }) {
    const { account, region, time } = call;
    const spec = specOf(given);
    const usage = usageFor(spec, given.KeyUsage);
    const origin = originOf(given);
    // A choice: whether AWS imports ML-DSA material is not told anywhere.
    if (origin === 'EXTERNAL' && KEY_ALGORITHMS[spec].family === 'ml-dsa') {
      throw errors.unsupported(`Key spec ${spec} does not support imported key material.`);
    }
    requireValidTags(given.Tags);
    const id = newId(deps, given.MultiRegion === true);
    const arn = keyArnOf(account, region, id);
    if (given.Policy !== undefined) {
      const bypass = given.BypassPolicyLockoutSafetyCheck === true;
      requireValidPolicy(deps, given.Policy, { arn, account }, call, bypass);
    }
    const record: KeyRecord = {
      arn,
      account,
      region,
      id,
      spec,
      usage,
      origin,
      manager: 'CUSTOMER',
      description: given.Description ?? '',
      policy: given.Policy ?? defaultPolicy(account, region),
      state: origin === 'EXTERNAL' ? 'PendingImport' : 'Enabled',
      stateAfter: null,
      created: time,
      deletionDate: null,
      pendingWindow: null,
      multiRegion: given.MultiRegion ? 'PRIMARY' : null,
      rotationPeriod: null,
      nextRotation: null,
      onDemandRotations: 0,
    };
    const fresh: FreshMaterial | undefined =
      origin === 'EXTERNAL' ? undefined : await freshMaterial(spec, deps.platform.random);
    const created = deps.commit(() => {
      if (deps.keys.count(account, region) >= MAX_KEYS) {
        throw errors.limitExceeded('You have reached the limit on the number of KMS keys.');
      }
      insertKey({ ...deps, random: deps.platform.random }, record, fresh);
      for (const { TagKey, TagValue } of given.Tags ?? []) deps.keys.tag(arn, TagKey, TagValue);
      const key = deps.keys.find(arn);
      if (!key) throw new Error(`${arn} is not there after its insertion`);
      return { KeyMetadata: metadataOf(key, [key]) };
    });
    // Wrapped by now, or not wanted.
    return created.finally(() => fresh?.bytes.fill(0));
  },
});

function specOf(given: Input): KeySpec {
  if (given.KeySpec && given.CustomerMasterKeySpec) {
    throw errors.validation(
      'You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.',
    );
  }
  const spec = given.KeySpec ?? given.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT';
  if (spec === 'SM2') throw errors.unsupported('SM2 is supported only in China Regions.');
  return spec;
}

function originOf(given: Input): 'AWS_KMS' | 'EXTERNAL' {
  const { Origin: origin = 'AWS_KMS' } = given;
  const custom = given.CustomKeyStoreId !== undefined || given.XksKeyId !== undefined;
  if (custom || origin === 'AWS_CLOUDHSM' || origin === 'EXTERNAL_KEY_STORE') {
    throw errors.unsupported('Custom key stores are not supported.');
  }
  return origin;
}

/** Multi-Region keys carry the same `mrk-` id in every Region. */
function newId(deps: KmsDeps, multiRegion: boolean): string {
  const uuid = deps.platform.random.uuid();
  return multiRegion ? `mrk-${uuid.replaceAll('-', '')}` : uuid;
}
