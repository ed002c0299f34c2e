// RSA keys as SSH and as PEM spell them: read, told apart, written in the other form. Pure.
import { createHash, createPublicKey, type JsonWebKey } from 'node:crypto';
import { invalidPublicKey, unrecognizedPublicKey } from './errors.ts';

const TYPE = 'ssh-rsa';
/** "The minimum bit-length of the public key is 2048 bits" (API_UploadSSHPublicKey). */
const FEWEST_BITS = 2048;

/** SSH's own encoding of the key, from either form. */
export function readPublicKey(body: string): Buffer {
  const text = body.trim();
  if (/^-----BEGIN (RSA )?PUBLIC KEY-----/.test(text)) return encoded(parsed(text));
  if (!/^(ssh|ecdsa|sk)-/.test(text)) throw unrecognizedPublicKey();
  const [type, base64 = ''] = text.split(/\s+/);
  const blob = Buffer.from(base64, 'base64');
  if (type !== TYPE || blob.toString('base64') !== base64) throw invalidPublicKey();
  return encoded(parsed({ key: jwkOf(blob), format: 'jwk' }));
}

function encoded(key: JsonWebKey): Buffer {
  const { n, e } = requireRsa(key);
  return Buffer.concat([Buffer.from(TYPE), integer(e), integer(n)].map(withLength));
}

function parsed(key: Parameters<typeof createPublicKey>[0]): JsonWebKey {
  try {
    return createPublicKey(key).export({ format: 'jwk' });
  } catch {
    throw invalidPublicKey();
  }
}

function requireRsa({ kty, n, e }: JsonWebKey): { readonly n: string; readonly e: string } {
  if (kty !== 'RSA' || n === undefined || e === undefined) throw invalidPublicKey();
  const modulus = BigInt(`0x0${Buffer.from(n, 'base64url').toString('hex')}`);
  if (modulus.toString(2).length < FEWEST_BITS) throw invalidPublicKey();
  return { n, e };
}

/** RFC 4253, 6.6: the type, the exponent and the modulus, each behind its length. */
function jwkOf(blob: Buffer): JsonWebKey {
  const fields: Buffer[] = [];
  for (let at = 0; at < blob.length; ) {
    if (at + 4 > blob.length) throw invalidPublicKey();
    const end = at + 4 + blob.readUInt32BE(at);
    if (end > blob.length) throw invalidPublicKey();
    fields.push(blob.subarray(at + 4, end));
    at = end;
  }
  const [type, e, n] = fields;
  if (fields.length !== 3 || type?.toString() !== TYPE || !e || !n) throw invalidPublicKey();
  return { kty: 'RSA', e: unsigned(e), n: unsigned(n) };
}

/** JSON has no sign bit, SSH's integers have. */
const unsigned = (field: Buffer): string => field.subarray(field[0] === 0 ? 1 : 0).toString('base64url');
function integer(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  return (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
}
function withLength(field: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(field.length);
  return Buffer.concat([length, field]);
}

/** As `ssh-keygen -E md5 -l` shows it. */
export const fingerprintOf = (blob: Buffer): string =>
  createHash('md5')
    .update(blob)
    .digest('hex')
    .replace(/..(?=.)/g, '$&:');

export const asSsh = (blob: Buffer): string => `${TYPE} ${blob.toString('base64')}`;
export const asPem = (blob: Buffer): string =>
  createPublicKey({ key: jwkOf(blob), format: 'jwk' })
    .export({ type: 'spki', format: 'pem' })
    .toString();
