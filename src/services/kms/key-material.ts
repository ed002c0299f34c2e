// Fresh key material of every spec, and material from bytes.
//
// As bytes, material is: raw for symmetric and HMAC keys, PKCS#8 for RSA, EC and Ed25519, the 32-byte seed
// for ML-DSA.
import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPair as generate,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import type { Random } from '../../platform/random.ts';
import { KEY_ALGORITHMS, type KeySpec } from './key-spec.ts';

const generateKeyPair = promisify(generate);
const SYMMETRIC_LENGTH = 32;
const ML_DSA_SEED_LENGTH = 32;

export interface FreshMaterial {
  /** The caller zeroes them. */
  readonly bytes: Buffer;
  readonly publicKey: Buffer | null;
}

/** At once for specs that are random bytes; a promise where a key pair must be found. */
export function freshMaterial(spec: KeySpec, random: Random): FreshMaterial | Promise<FreshMaterial> {
  const algorithm = KEY_ALGORITHMS[spec];
  switch (algorithm.family) {
    case 'symmetric':
      return { bytes: random.bytes(SYMMETRIC_LENGTH), publicKey: null };
    case 'hmac':
      return { bytes: random.bytes(algorithm.bytes), publicKey: null };
    case 'ml-dsa':
      return freshMlDsa(algorithm.parameters, random);
    default:
      return freshPair(spec).then(({ privateKey, publicKey }) => ({ bytes: privateKey, publicKey }));
  }
}

async function freshMlDsa(parameters: 44 | 65 | 87, random: Random): Promise<FreshMaterial> {
  const { publicKeyOfSeed } = await import('./ml-dsa.ts');
  const bytes = random.bytes(ML_DSA_SEED_LENGTH);
  return { bytes, publicKey: publicKeyOfSeed(parameters, bytes) };
}

/** PKCS#8 and SubjectPublicKeyInfo. RSA takes up to a second, so it is looked for off the event loop. */
export async function freshPair(spec: KeySpec): Promise<{ privateKey: Buffer; publicKey: Buffer }> {
  const algorithm = KEY_ALGORITHMS[spec];
  switch (algorithm.family) {
    case 'rsa':
      return encoded(await generateKeyPair('rsa', { modulusLength: algorithm.bits }));
    case 'ec':
      return encoded(await generateKeyPair('ec', { namedCurve: algorithm.curve }));
    case 'ed25519':
      return encoded(await generateKeyPair('ed25519'));
    default:
      throw new Error(`${spec} is not a key pair of node:crypto`);
  }
}

const encoded = ({ privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject }) => ({
  privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }),
  publicKey: publicKey.export({ type: 'spki', format: 'der' }),
});

export function importSecret(spec: KeySpec, bytes: Buffer): KeyObject {
  switch (KEY_ALGORITHMS[spec].family) {
    case 'symmetric':
    case 'hmac':
    case 'ml-dsa':
      return createSecretKey(bytes);
    default:
      return createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' });
  }
}

/** SubjectPublicKeyInfo of a private key. */
export const publicKeyOf = (secret: KeyObject): Buffer =>
  createPublicKey(secret).export({ type: 'spki', format: 'der' });
