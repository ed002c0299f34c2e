// Requests that AWS refuses in words that were recorded (facts/data/aws_recorded_errors.json), and the keys they are about.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  DeriveSharedSecretCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EncryptCommand,
  type EncryptionAlgorithmSpec,
  GenerateMacCommand,
  type MacAlgorithmSpec,
  SignCommand,
  type SigningAlgorithmSpec,
} from '@aws-sdk/client-kms';
import { beforeAll } from 'vitest';
import { bytes, type CreatedKey, createKey, useServer } from './support.ts';

/** The words, in which a key's name in braces stands for its ARN; and the request. */
export type Recorded = readonly [words: string, request: () => Promise<unknown>];

export const Message = bytes('some important message');
/** What no type would let through. */
export const anything = <T>(value: string): T => value as T;
export const tag = (TagKey: string, TagValue = 'value') => ({ TagKey, TagValue });
export const spki = (): Uint8Array =>
  generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey.export({ type: 'spki', format: 'der' });

/** A server with a key of each kind; call it at the top of the file. */
export function recordedRequests() {
  const server = useServer();
  const keys: Record<string, CreatedKey> = {};
  beforeAll(async () => {
    const { kms } = server;
    keys.symmetric = await createKey(kms);
    keys.disabled = await createKey(kms);
    await kms.send(new DisableKeyCommand({ KeyId: keys.disabled.KeyId }));
    keys.hmac224 = await createKey(kms, { KeySpec: 'HMAC_224', KeyUsage: 'GENERATE_VERIFY_MAC' });
    keys.hmac256 = await createKey(kms, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    keys.rsa = await createKey(kms, { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
    keys.rsaSign = await createKey(kms, { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' });
    keys.p256 = await createKey(kms, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    keys.p384 = await createKey(kms, { KeySpec: 'ECC_NIST_P384', KeyUsage: 'SIGN_VERIFY' });
    keys.k1 = await createKey(kms, { KeySpec: 'ECC_SECG_P256K1', KeyUsage: 'SIGN_VERIFY' });
    keys.agreement = await createKey(kms, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' });
    keys.external = await createKey(kms, { Origin: 'EXTERNAL' });
  });

  /** A name that is none of the keys' stands for itself. */
  const id = (name: string) => keys[name]?.KeyId ?? name;
  const arnOf = (name: string) => keys[name]?.Arn ?? name;
  return {
    get kms() {
      return server.kms;
    },
    id,
    arnOf,
    worded: (words: string) => words.replace(/\{(\w+)\}/g, (_, name: string) => arnOf(name)),
    async blobOf(name: string) {
      const sealed = await server.kms.send(new EncryptCommand({ KeyId: id(name), Plaintext: Message }));
      return sealed.CiphertextBlob;
    },
    sign: (name: string, SigningAlgorithm: SigningAlgorithmSpec, more: object = {}) =>
      server.kms.send(new SignCommand({ KeyId: id(name), Message, SigningAlgorithm, ...more })),
    mac: (name: string, MacAlgorithm: MacAlgorithmSpec) =>
      server.kms.send(new GenerateMacCommand({ KeyId: id(name), Message, MacAlgorithm })),
    derive: (name: string, PublicKey: Uint8Array, algorithm = 'ECDH') =>
      server.kms.send(
        new DeriveSharedSecretCommand({
          KeyId: id(name),
          KeyAgreementAlgorithm: anything(algorithm),
          PublicKey,
        }),
      ),
    encrypt: (name: string, length: number, EncryptionAlgorithm?: EncryptionAlgorithmSpec) =>
      server.kms.send(
        new EncryptCommand({ KeyId: id(name), Plaintext: randomBytes(length), EncryptionAlgorithm }),
      ),
    describeKey: (KeyId: string) => server.kms.send(new DescribeKeyCommand({ KeyId })),
  };
}
