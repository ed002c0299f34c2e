// GenerateDataKeyPairWithoutPlaintext: a fresh pair, its private half sealed alone.
import { structure } from '../../../core/shape.ts';
import { dataKeyPairMembers, generateDataKeyPair, pairAccessFor, resolvePairFor } from '../data-key-pair.ts';
import { kmsOperation } from '../deps.ts';
import * as shapes from '../shapes.ts';

export const generateDataKeyPairWithoutPlaintextOperation = kmsOperation({
  name: 'GenerateDataKeyPairWithoutPlaintext',
  input: structure(dataKeyPairMembers),
  output: structure({
    PrivateKeyCiphertextBlob: shapes.ciphertext,
    PublicKey: shapes.publicKey,
    KeyId: shapes.keyId,
    KeyPairSpec: shapes.dataKeyPairSpec,
    KeyMaterialId: shapes.keyMaterialId,
  }),
  resolve: resolvePairFor('GenerateDataKeyPairWithoutPlaintext'),
  access: pairAccessFor('GenerateDataKeyPairWithoutPlaintext'),
  async run(context) {
    const pair = await generateDataKeyPair('GenerateDataKeyPairWithoutPlaintext', context);
    pair.privateKey.fill(0);
    return {
      PrivateKeyCiphertextBlob: pair.blob,
      PublicKey: pair.publicKey,
      KeyId: context.target.arn,
      KeyPairSpec: context.input.KeyPairSpec,
      KeyMaterialId: pair.keyMaterialId,
    };
  },
});
