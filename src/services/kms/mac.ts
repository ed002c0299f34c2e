// HMACs under HMAC_* keys.
import { createHmac } from 'node:crypto';
import { currentMaterial, requireFit } from './cryptography.ts';
import * as errors from './errors.ts';
import type { Key } from './key.ts';
import { macAlgorithmsOf } from './key-spec.ts';
import type { MacAlgorithm } from './shapes.ts';

const DIGESTS: Readonly<Record<MacAlgorithm, string>> = {
  HMAC_SHA_224: 'sha224',
  HMAC_SHA_256: 'sha256',
  HMAC_SHA_384: 'sha384',
  HMAC_SHA_512: 'sha512',
};

export function macOf(key: Key, algorithm: MacAlgorithm, message: Uint8Array, operation: string): Buffer {
  requireFit(key, 'GENERATE_VERIFY_MAC', operation);
  if (!macAlgorithmsOf(key.spec).includes(algorithm)) throw errors.wrongAlgorithm(algorithm, key.spec);
  return createHmac(DIGESTS[algorithm], key.secret(currentMaterial(key)))
    .update(message)
    .digest();
}
