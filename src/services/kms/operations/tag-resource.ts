// TagResource: adds and overwrites.
import { empty, required, structure } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import { keyAccess } from '../key-access.ts';
import { commitOn } from '../key-change.ts';
import { resolveKey } from '../key-resolution.ts';
import { requireNotPendingDeletion } from '../key-state.ts';
import * as shapes from '../shapes.ts';
import { requireValidTags, tagConditions } from '../tags.ts';

export const tagResourceOperation = kmsOperation({
  name: 'TagResource',
  input: structure({ KeyId: required(shapes.keyId), Tags: required(shapes.tags) }),
  output: empty,
  resolve: ({ input, call, deps }) => resolveKey(deps, call, input.KeyId, { action: 'kms:TagResource' }),
  access: ({ input, target: key, call, deps }) =>
    keyAccess({ action: 'TagResource', key, call, deps, conditions: tagConditions(input.Tags) }),
  async run({ input, target, deps }) {
    await commitOn(deps, target, (key) => {
      requireNotPendingDeletion(key);
      requireValidTags(input.Tags, Object.keys(key.tags));
      for (const { TagKey, TagValue } of input.Tags) deps.keys.tag(key.arn, TagKey, TagValue);
    });
    return {};
  },
});
