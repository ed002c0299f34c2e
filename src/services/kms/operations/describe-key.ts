// DescribeKey: all that is known of a key, in every state.
import { required, structure } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import { metadataOf } from '../key.ts';
import { keyAccess } from '../key-access.ts';
import { resolveKey } from '../key-resolution.ts';
import * as shapes from '../shapes.ts';

export const describeKeyOperation = kmsOperation({
  name: 'DescribeKey',
  input: structure({ KeyId: required(shapes.keyId), GrantTokens: shapes.grantTokens }),
  output: structure({ KeyMetadata: shapes.keyMetadata }),
  resolve: ({ input, call, deps }) =>
    resolveKey(deps, call, input.KeyId, { action: 'kms:DescribeKey', aliases: true, crossAccount: true }),
  access: ({ input, target: key, call, deps }) =>
    keyAccess({
      action: 'DescribeKey',
      key,
      call,
      deps,
      named: input.KeyId,
      grantTokens: input.GrantTokens,
      grantOperation: 'DescribeKey',
    }),
  run: ({ target: key, deps }) => ({ KeyMetadata: metadataOf(key, deps.keys.related(key)) }),
});
