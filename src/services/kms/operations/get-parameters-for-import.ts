// GetParametersForImport: a wrapping key and the token that remembers its private half.
import { oneOf, required, structure, timestamp } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import {
  TOKEN_LIFETIME,
  WRAPPING_ALGORITHMS,
  type WrappingAlgorithm,
  writeImportToken,
} from '../import-token.ts';
import type { Key } from '../key.ts';
import { keyAccess } from '../key-access.ts';
import { freshPair } from '../key-material.ts';
import { resolveKey } from '../key-resolution.ts';
import { KEY_ALGORITHMS } from '../key-spec.ts';
import { refuseIn } from '../key-state.ts';
import * as shapes from '../shapes.ts';

export const getParametersForImportOperation = kmsOperation({
  name: 'GetParametersForImport',
  input: structure({
    KeyId: required(shapes.keyId),
    WrappingAlgorithm: required(
      oneOf(
        'RSAES_PKCS1_V1_5',
        'RSAES_OAEP_SHA_1',
        'RSAES_OAEP_SHA_256',
        'RSA_AES_KEY_WRAP_SHA_1',
        'RSA_AES_KEY_WRAP_SHA_256',
        'SM2PKE',
      ),
    ),
    WrappingKeySpec: required(oneOf('RSA_2048', 'RSA_3072', 'RSA_4096', 'SM2')),
  }),
  output: structure({
    KeyId: shapes.keyId,
    ImportToken: shapes.ciphertext,
    PublicKey: shapes.plaintext,
    ParametersValidTo: timestamp(),
  }),
  resolve: ({ input, call, deps }) =>
    resolveKey(deps, call, input.KeyId, { action: 'kms:GetParametersForImport' }),
  access: ({ input, target: key, call, deps }) =>
    keyAccess({
      action: 'GetParametersForImport',
      key,
      call,
      deps,
      conditions: {
        'kms:WrappingAlgorithm': input.WrappingAlgorithm,
        'kms:WrappingKeySpec': input.WrappingKeySpec,
      },
    }),
  async run({ input, target: key, call, deps }) {
    const { WrappingKeySpec: spec } = input;
    refuseIn(key, 'PendingDeletion', 'PendingReplicaDeletion', 'Creating', 'Updating');
    if (key.origin !== 'EXTERNAL') throw errors.wrongOrigin(key.arn, key.origin);
    if (spec === 'SM2') throw errors.unsupported('SM2 is supported only in China Regions.');
    const algorithm = algorithmOf(input.WrappingAlgorithm);
    requireWrappable(key, algorithm, spec);
    const { privateKey, publicKey } = await freshPair(spec);
    const validTo = call.time + TOKEN_LIFETIME;
    return {
      KeyId: key.arn,
      ImportToken: writeImportToken(deps.wrapping, key.arn, algorithm, validTo, privateKey),
      PublicKey: publicKey,
      ParametersValidTo: new Date(validTo),
    };
  },
});

/** AWS dropped RSAES_PKCS1_V1_5 in October 2023; SM2PKE is China's. */
function algorithmOf(given: string): WrappingAlgorithm {
  const known = WRAPPING_ALGORITHMS.find((algorithm) => algorithm === given);
  if (!known) throw errors.unsupported(`${given} is not supported.`);
  return known;
}

/** RSA material is too long for OAEP, and P-521's for OAEP under RSA_2048 (the member's prose). */
function requireWrappable(key: Key, algorithm: WrappingAlgorithm, spec: string): void {
  if (!algorithm.startsWith('RSAES')) return;
  const tooLong =
    KEY_ALGORITHMS[key.spec].family === 'rsa' || (key.spec === 'ECC_NIST_P521' && spec === 'RSA_2048');
  if (tooLong) {
    throw errors.unsupported(
      `WrappingAlgorithm ${algorithm} with WrappingKeySpec ${spec} is not supported for key spec ${key.spec}.`,
    );
  }
}
