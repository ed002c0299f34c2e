// VerifyMac: in constant time.
import { timingSafeEqual } from 'node:crypto';
import { boolean, required, structure } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { keyAccess } from '../key-access.ts';
import { resolveKey } from '../key-resolution.ts';
import { macOf } from '../mac.ts';
import * as shapes from '../shapes.ts';

export const verifyMacOperation = kmsOperation({
  name: 'VerifyMac',
  input: structure({
    Message: required(shapes.plaintext),
    KeyId: required(shapes.keyId),
    MacAlgorithm: required(shapes.macAlgorithm),
    Mac: required(shapes.ciphertext),
    GrantTokens: shapes.grantTokens,
    DryRun: shapes.dryRun,
  }),
  output: structure({
    KeyId: shapes.keyId,
    MacValid: boolean(),
    MacAlgorithm: shapes.macAlgorithm,
  }),
  resolve: ({ input, call, deps }) =>
    resolveKey(deps, call, input.KeyId, { action: 'kms:VerifyMac', aliases: true, crossAccount: true }),
  access: ({ input, target: key, call, deps }) =>
    keyAccess({
      action: 'VerifyMac',
      key,
      call,
      deps,
      named: input.KeyId,
      grantTokens: input.GrantTokens,
      grantOperation: 'VerifyMac',
      conditions: { 'kms:MacAlgorithm': input.MacAlgorithm },
    }),
  run({ input, target: key, call, deps }) {
    const mac = macOf(key, input.MacAlgorithm, input.Message, 'VerifyMac');
    const isValid = mac.length === input.Mac.length && timingSafeEqual(mac, input.Mac);
    if (!isValid) throw errors.invalidMac();
    if (input.DryRun) throw errors.dryRun();
    deps.usage.note(key.arn, 'VerifyMac', call.time, call.requestId);
    return { KeyId: key.arn, MacValid: true, MacAlgorithm: input.MacAlgorithm };
  },
});
