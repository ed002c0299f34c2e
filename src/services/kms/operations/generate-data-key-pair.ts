// GenerateDataKeyPair: a fresh pair, its private half in clear and sealed.
import { structure } from '../../../core/shape.ts';
import { dataKeyPairMembers, generateDataKeyPair, pairAccessFor, resolvePairFor } from '../data-key-pair.ts';
import { kmsOperation } from '../deps.ts';
import { refuseRecipient } from '../recipient.ts';
import * as shapes from '../shapes.ts';

export const generateDataKeyPairOperation = kmsOperation({
  name: 'GenerateDataKeyPair',
  input: structure({ ...dataKeyPairMembers, Recipient: shapes.recipient }),
  output: structure({
    PrivateKeyCiphertextBlob: shapes.ciphertext,
    PrivateKeyPlaintext: shapes.plaintext,
    PublicKey: shapes.publicKey,
    KeyId: shapes.keyId,
    KeyPairSpec: shapes.dataKeyPairSpec,
    CiphertextForRecipient: shapes.ciphertext,
    KeyMaterialId: shapes.keyMaterialId,
  }),
  resolve: resolvePairFor('GenerateDataKeyPair'),
  access: pairAccessFor('GenerateDataKeyPair'),
  async run(context) {
    refuseRecipient(context.input.Recipient);
    const pair = await generateDataKeyPair('GenerateDataKeyPair', context);
    return {
      PrivateKeyCiphertextBlob: pair.blob,
      PrivateKeyPlaintext: pair.privateKey,
      PublicKey: pair.publicKey,
      KeyId: context.target.arn,
      KeyPairSpec: context.input.KeyPairSpec,
      KeyMaterialId: pair.keyMaterialId,
    };
  },
});
