// Sign and Verify for every spec and message type (facts/kms.md §6).
//
// node:crypto hashes what it signs, so digests that come ready take other ways: EMSA encoding by hand for
// RSA, @noble/curves for ECDSA and Ed25519ph, @noble/post-quantum for ML-DSA. Those two are loaded when
// first needed.
import { constants, createPublicKey, type SignKeyObjectInput, sign, verify } from 'node:crypto';
import * as errors from './errors.ts';
import type { Key, Material } from './key.ts';
import { KEY_ALGORITHMS, signingAlgorithmsOf } from './key-spec.ts';
import { signRsaDigest, verifyRsaDigest } from './rsa-digest.ts';
import type { MessageType, SigningAlgorithm } from './shapes.ts';

export interface SigningRequest {
  readonly algorithm: SigningAlgorithm;
  readonly messageType: MessageType;
  readonly message: Uint8Array;
}

export type DigestName = 'sha256' | 'sha384' | 'sha512';
const DIGEST_LENGTH = { sha256: 32, sha384: 48, sha512: 64 } as const;
const MU_LENGTH = 64;

/** Refuses what the key, the algorithm and the message type cannot do together. */
export function requireSignable(key: Key, { algorithm, messageType, message }: SigningRequest): void {
  if (!signingAlgorithmsOf(key.spec).includes(algorithm)) throw errors.wrongAlgorithm(algorithm, key.spec);
  const allowed = messageTypesOf(algorithm);
  if (!allowed.includes(messageType)) {
    throw errors.validation(`MessageType ${messageType} is not compatible with algorithm ${algorithm}.`);
  }
  if (messageType === 'DIGEST' && message.length !== DIGEST_LENGTH[digestOf(algorithm)]) {
    throw errors.validation(`Digest is invalid length for algorithm ${algorithm}.`);
  }
  if (messageType === 'EXTERNAL_MU' && message.length !== MU_LENGTH) {
    throw errors.validation(`Digest is invalid length for algorithm ${algorithm}.`);
  }
}

function messageTypesOf(algorithm: SigningAlgorithm): readonly MessageType[] {
  switch (algorithm) {
    case 'ED25519_SHA_512':
      return ['RAW'];
    case 'ED25519_PH_SHA_512':
      return ['DIGEST'];
    case 'ML_DSA_SHAKE_256':
      return ['RAW', 'EXTERNAL_MU'];
    default:
      return ['RAW', 'DIGEST'];
  }
}

export function signWith(
  key: Key,
  material: Material,
  request: SigningRequest,
  entropy: () => Buffer,
): Buffer | Promise<Buffer> {
  const secret = key.secret(material);
  const { algorithm, messageType, message } = request;
  const spec = KEY_ALGORITHMS[key.spec];
  switch (spec.family) {
    case 'rsa':
      return messageType === 'RAW'
        ? sign(digestOf(algorithm), message, { key: secret, ...rsaOptions(algorithm) })
        : signRsaDigest(secret, spec.bits, message, rsaDigest(algorithm), entropy);
    case 'ec':
      return messageType === 'RAW'
        ? sign(digestOf(algorithm), message, secret)
        : import('./curves.ts').then(({ signEcDigest }) => signEcDigest(secret, spec.curve, message));
    case 'ed25519':
      return messageType === 'RAW'
        ? sign(null, message, secret)
        : import('./curves.ts').then(({ signEd25519ph }) => signEd25519ph(secret, message));
    case 'ml-dsa':
      return import('./ml-dsa.ts').then(({ signMlDsa }) =>
        signMlDsa(spec.parameters, secret, message, messageType === 'EXTERNAL_MU', entropy()),
      );
    default:
      throw errors.wrongAlgorithm(algorithm, key.spec);
  }
}

export function verifyWith(
  key: Key,
  material: Material,
  request: SigningRequest,
  signature: Uint8Array,
): boolean | Promise<boolean> {
  const { algorithm, messageType, message } = request;
  const spec = KEY_ALGORITHMS[key.spec];
  if (spec.family === 'ml-dsa') {
    const spki = material.publicKey ?? Buffer.alloc(0);
    return import('./ml-dsa.ts').then(({ verifyMlDsa }) =>
      verifyMlDsa(spec.parameters, spki, message, messageType === 'EXTERNAL_MU', signature),
    );
  }
  const publicKey = createPublicKey(key.secret(material));
  switch (spec.family) {
    case 'rsa':
      return messageType === 'RAW'
        ? verify(digestOf(algorithm), message, { key: publicKey, ...rsaOptions(algorithm) }, signature)
        : verifyRsaDigest(publicKey, spec.bits, message, rsaDigest(algorithm), signature);
    case 'ec':
      return messageType === 'RAW'
        ? verify(digestOf(algorithm), message, publicKey, signature)
        : import('./curves.ts').then(({ verifyEcDigest }) =>
            verifyEcDigest(publicKey, spec.curve, message, signature),
          );
    case 'ed25519':
      return messageType === 'RAW'
        ? verify(null, message, publicKey, signature)
        : import('./curves.ts').then(({ verifyEd25519ph }) => verifyEd25519ph(publicKey, message, signature));
    default:
      throw errors.wrongAlgorithm(algorithm, key.spec);
  }
}

function digestOf(algorithm: SigningAlgorithm): DigestName {
  if (algorithm.endsWith('_256')) return 'sha256';
  return algorithm.endsWith('_384') ? 'sha384' : 'sha512';
}

const isPss = (algorithm: SigningAlgorithm): boolean => algorithm.startsWith('RSASSA_PSS');

/** PSS's salt is as long as the digest: another length fails every offline check (facts/kms.md §3). */
const rsaOptions = (algorithm: SigningAlgorithm): Omit<SignKeyObjectInput, 'key'> =>
  isPss(algorithm)
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: DIGEST_LENGTH[digestOf(algorithm)] }
    : { padding: constants.RSA_PKCS1_PADDING };

const rsaDigest = (algorithm: SigningAlgorithm) => ({
  scheme: isPss(algorithm) ? ('pss' as const) : ('pkcs1' as const),
  digest: digestOf(algorithm),
});
