// Whether imported bytes are key material of a key's spec.
import type { KeyObject } from 'node:crypto';
import * as errors from './errors.ts';
import { importSecret, publicKeyOf } from './key-material.ts';
import { KEY_ALGORITHMS, type KeySpec } from './key-spec.ts';

const SYMMETRIC_LENGTH = 32;

export interface CheckedMaterial {
  /** In one form, whatever optional parts the import had: the same key must be known again. */
  readonly canonical: Buffer;
  /** For key pairs. */
  readonly publicKey: Buffer | null;
}

/** @throws IncorrectKeyMaterialException */
export function checkMaterial(spec: KeySpec, bytes: Buffer): CheckedMaterial {
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
      return {
        canonical: secret.export({ type: 'pkcs8', format: 'der' }),
        publicKey: publicKeyOf(secret),
      };
    }
  }
}

function requireLength(bytes: Buffer, length: number): CheckedMaterial {
  if (bytes.length !== length) throw errors.incorrectKeyMaterial();
  return { canonical: bytes, publicKey: null };
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
