// Sign: a message, its digest, or the μ of ML-DSA.
import { required, structure } from '../../../core/shape.ts';
import { currentMaterial, requireFit } from '../cryptography.ts';
import { kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { keyAccess } from '../key-access.ts';
import { resolveKey } from '../key-resolution.ts';
import * as shapes from '../shapes.ts';
import { requireSignable, signWith } from '../signing.ts';

/** As much as any scheme draws: PSS's longest salt. */
const ENTROPY_LENGTH = 64;

export const signOperation = kmsOperation({
  name: 'Sign',
  input: structure({
    KeyId: required(shapes.keyId),
    Message: required(shapes.plaintext),
    MessageType: shapes.messageType,
    GrantTokens: shapes.grantTokens,
    SigningAlgorithm: required(shapes.signingAlgorithm),
    DryRun: shapes.dryRun,
  }),
  output: structure({
    KeyId: shapes.keyId,
    Signature: shapes.ciphertext,
    SigningAlgorithm: shapes.signingAlgorithm,
  }),
  resolve: ({ input, call, deps }) =>
    resolveKey(deps, call, input.KeyId, { action: 'kms:Sign', aliases: true, crossAccount: true }),
  access: ({ input, target: key, call, deps }) =>
    keyAccess({
      action: 'Sign',
      key,
      call,
      deps,
      named: input.KeyId,
      grantTokens: input.GrantTokens,
      grantOperation: 'Sign',
      conditions: {
        'kms:SigningAlgorithm': input.SigningAlgorithm,
        'kms:MessageType': input.MessageType ?? 'RAW',
      },
    }),
  async run({ input, target: key, call, deps }) {
    const { Message: message, MessageType: messageType = 'RAW', SigningAlgorithm: algorithm } = input;
    const request = { algorithm, messageType, message };
    requireFit(key, 'SIGN_VERIFY', 'Sign');
    requireSignable(key, request);
    if (input.DryRun) throw errors.dryRun();
    const signature = await signWith(key, currentMaterial(key), request, () =>
      deps.platform.random.bytes(ENTROPY_LENGTH),
    );
    deps.usage.note(key.arn, 'Sign', call.time, call.requestId);
    return { KeyId: key.arn, Signature: signature, SigningAlgorithm: algorithm };
  },
});
