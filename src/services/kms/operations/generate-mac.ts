// GenerateMac: the HMAC of a message.
import { required, structure } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { keyAccess } from '../key-access.ts';
import { resolveKey } from '../key-resolution.ts';
import { macOf } from '../mac.ts';
import * as shapes from '../shapes.ts';

export const generateMacOperation = kmsOperation({
  name: 'GenerateMac',
  input: structure({
    Message: required(shapes.plaintext),
    KeyId: required(shapes.keyId),
    MacAlgorithm: required(shapes.macAlgorithm),
    GrantTokens: shapes.grantTokens,
    DryRun: shapes.dryRun,
  }),
  output: structure({
    Mac: shapes.ciphertext,
    MacAlgorithm: shapes.macAlgorithm,
    KeyId: shapes.keyId,
  }),
  resolve: ({ input, call, deps }) =>
    resolveKey(deps, call, input.KeyId, { action: 'kms:GenerateMac', aliases: true, crossAccount: true }),
  access: ({ input, target: key, call, deps }) =>
    keyAccess({
      action: 'GenerateMac',
      key,
      call,
      deps,
      named: input.KeyId,
      grantTokens: input.GrantTokens,
      grantOperation: 'GenerateMac',
      conditions: { 'kms:MacAlgorithm': input.MacAlgorithm },
    }),
  run({ input, target: key, call, deps }) {
    const mac = macOf(key, input.MacAlgorithm, input.Message, 'GenerateMac');
    if (input.DryRun) throw errors.dryRun();
    deps.usage.note(key.arn, 'GenerateMac', call.time, call.requestId);
    return { Mac: mac, MacAlgorithm: input.MacAlgorithm, KeyId: key.arn };
  },
});
