// Verify: says yes, or is refused without a word.
import { boolean, required, structure } from '../../../core/shape.ts';
import { currentMaterial, requireFit } from '../cryptography.ts';
import { kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { keyAccess } from '../key-access.ts';
import { resolveKey } from '../key-resolution.ts';
import * as shapes from '../shapes.ts';
import { requireSignable, verifyWith } from '../signing.ts';

export const verifyOperation = kmsOperation({
  name: 'Verify',
  input: structure({
    KeyId: required(shapes.keyId),
    Message: required(shapes.plaintext),
    MessageType: shapes.messageType,
    Signature: required(shapes.ciphertext),
    SigningAlgorithm: required(shapes.signingAlgorithm),
    GrantTokens: shapes.grantTokens,
    DryRun: shapes.dryRun,
  }),
  output: structure({
    KeyId: shapes.keyId,
    SignatureValid: boolean(),
    SigningAlgorithm: shapes.signingAlgorithm,
  }),
  resolve: ({ input, call, deps }) =>
    resolveKey(deps, call, input.KeyId, { action: 'kms:Verify', aliases: true, crossAccount: true }),
  access: ({ input, target: key, call, deps }) =>
    keyAccess({
      action: 'Verify',
      key,
      call,
      deps,
      named: input.KeyId,
      grantTokens: input.GrantTokens,
      grantOperation: 'Verify',
      conditions: {
        'kms:SigningAlgorithm': input.SigningAlgorithm,
        'kms:MessageType': input.MessageType ?? 'RAW',
      },
    }),
  async run({ input, target: key, call, deps }) {
    const { Message: message, MessageType: messageType = 'RAW', SigningAlgorithm: algorithm } = input;
    const request = { algorithm, messageType, message };
    requireFit(key, 'SIGN_VERIFY', 'Verify');
    requireSignable(key, request);
    if (!(await verifyWith(key, currentMaterial(key), request, input.Signature))) {
      throw errors.invalidSignature();
    }
    if (input.DryRun) throw errors.dryRun();
    deps.usage.note(key.arn, 'Verify', call.time, call.requestId);
    return { KeyId: key.arn, SignatureValid: true, SigningAlgorithm: algorithm };
  },
});
