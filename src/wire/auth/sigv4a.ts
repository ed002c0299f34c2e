// Signature Version 4A: the strings of Version 4 without a region, signed by a key pair that follows from the
// secret (NIST SP 800-108's counter mode, as aws-c-auth's key_derivation.c has it).
import { createECDH, createHmac, createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { Scope } from './claim.ts';

export const ALGORITHM_V4A = 'AWS4-ECDSA-P256-SHA256';

/** The curve's order less two: the derived number plus one is then a private key. */
const LARGEST = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc63254fn;
const MOST_ATTEMPTS = 254;

interface CachedKey {
  readonly secret: string;
  readonly key: KeyObject;
}
const verifyingKeys = new Map<string, CachedKey>();
const REMEMBERED = 1_000;

/** Hexadecimal DER. Node would read as far as it is, and stop there. */
const SIGNATURE = /^(?:[0-9a-f]{2})+$/;

export const holdsV4a = (secret: string, scope: Scope, text: string, signature: string): boolean =>
  SIGNATURE.test(signature) &&
  verify(
    'sha256',
    Buffer.from(text, 'latin1'),
    { key: verifyingKey(secret, scope), dsaEncoding: 'der' },
    Buffer.from(signature, 'hex'),
  );

function verifyingKey(secret: string, { accessKeyId }: Scope): KeyObject {
  const cached = verifyingKeys.get(accessKeyId);
  if (cached && cached.secret === secret) return cached.key;
  const key = publicKeyOf(privateKey(accessKeyId, secret));
  if (verifyingKeys.size >= REMEMBERED) verifyingKeys.clear();
  verifyingKeys.set(accessKeyId, { secret, key });
  return key;
}

export function privateKey(accessKeyId: string, secret: string): Buffer {
  for (let counter = 1; counter <= MOST_ATTEMPTS; counter++) {
    const candidate = createHmac('sha256', `AWS4A${secret}`)
      .update(Uint8Array.of(0, 0, 0, 1))
      .update(`${ALGORITHM_V4A}\0${accessKeyId}`)
      .update(Uint8Array.of(counter, 0, 0, 1, 0))
      .digest('hex');
    const number = BigInt(`0x${candidate}`);
    if (number <= LARGEST) return Buffer.from((number + 1n).toString(16).padStart(64, '0'), 'hex');
  }
  throw new Error('no key pair follows from this secret');
}

function publicKeyOf(number: Buffer): KeyObject {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(number);
  const point = pair.getPublicKey();
  const coordinate = (from: number) => point.subarray(from, from + 32).toString('base64url');
  return createPublicKey({
    format: 'jwk',
    key: { kty: 'EC', crv: 'P-256', x: coordinate(1), y: coordinate(33) },
  });
}
