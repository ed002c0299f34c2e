// Whether imported bytes are key material of a key's spec.
import type { KeyObject } from 'node:crypto';
import * as errors from './errors.ts';
import { importSecret, publicKeyOf } from './key-material.ts';
import { KEY_ALGORITHMS, type KeySpec } from './key-spec.ts';

const SYMMETRIC_LENGTH = 32;

/** The public half, for key pairs. @throws IncorrectKeyMaterialException */
export function checkMaterial(spec: KeySpec, bytes: Buffer): Buffer | null {
  const algorithm = KEY_ALGORITHMS[spec];
  switch (algorithm.family) {
    case 'symmetric':
      return requireLength(bytes, SYMMETRIC_LENGTH);
    case 'hmac':
      return requireLength(bytes, algorithm.bytes);
    case 'ml-dsa':
      throw errors.incorrectKeyMaterial();
    default: {
      const secret = parse(spec, bytes);
      if (!secret || !fits(secret, spec)) throw errors.incorrectKeyMaterial();
      return publicKeyOf(secret);
    }
  }
}

function requireLength(bytes: Buffer, length: number): null {
  if (bytes.length !== length) throw errors.incorrectKeyMaterial();
  return null;
}

function parse(spec: KeySpec, bytes: Buffer): KeyObject | undefined {
  try {
    return importSecret(spec, bytes);
  } catch {
    return undefined;
  }
}

function fits({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject, spec: KeySpec): boolean {
  const algorithm = KEY_ALGORITHMS[spec];
  if (type !== algorithm.family) return false;
  if (algorithm.family === 'rsa') return details?.modulusLength === algorithm.bits;
  return algorithm.family !== 'ec' || details?.namedCurve === algorithm.curve;
}
