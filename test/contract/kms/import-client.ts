// The customer's side of an import: wraps key material as the wrapping algorithms of AWS want it.
import { constants, createCipheriv, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto';
import * as sdk from '@aws-sdk/client-kms';

export type Wrapper =
  | 'RSAES_OAEP_SHA_1'
  | 'RSAES_OAEP_SHA_256'
  | 'RSA_AES_KEY_WRAP_SHA_1'
  | 'RSA_AES_KEY_WRAP_SHA_256';

/** RFC 5649. */
const KEY_WRAP_IV = Buffer.from('a65959a6', 'hex');

export function wrapMaterial(algorithm: Wrapper, spki: Uint8Array, material: Uint8Array): Buffer {
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  const oaepHash = algorithm.endsWith('256') ? 'sha256' : 'sha1';
  const underRsa = (bytes: Uint8Array) =>
    publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, bytes);
  if (algorithm.startsWith('RSAES')) return underRsa(material);
  const aesKey = randomBytes(32);
  const cipher = createCipheriv('id-aes256-wrap-pad', aesKey, KEY_WRAP_IV);
  return Buffer.concat([underRsa(aesKey), cipher.update(material), cipher.final()]);
}

export interface ImportOptions extends Partial<sdk.ImportKeyMaterialCommandInput> {
  readonly algorithm?: Wrapper;
  readonly wrappingKeySpec?: sdk.WrappingKeySpec;
}

/** Asks for parameters, wraps and imports; without an expiry unless told. */
export async function importMaterial(
  kms: sdk.KMSClient,
  KeyId: string,
  material: Uint8Array,
  { algorithm = 'RSA_AES_KEY_WRAP_SHA_256', wrappingKeySpec = 'RSA_2048', ...more }: ImportOptions = {},
) {
  const { ImportToken, PublicKey } = await kms.send(
    new sdk.GetParametersForImportCommand({
      KeyId,
      WrappingAlgorithm: algorithm,
      WrappingKeySpec: wrappingKeySpec,
    }),
  );
  return kms.send(
    new sdk.ImportKeyMaterialCommand({
      KeyId,
      ImportToken,
      EncryptedKeyMaterial: wrapMaterial(algorithm, PublicKey ?? material, material),
      ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
      ...more,
    }),
  );
}
