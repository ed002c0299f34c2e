// GenerateDataKey: fresh bytes, in clear and sealed.
import { required, structure } from '../../../core/shape.ts';
import { accessFor, dataKeyMembers, generateDataKey, resolveFor } from '../data-key.ts';
import { kmsOperation } from '../deps.ts';
import { refuseRecipient } from '../recipient.ts';
import * as shapes from '../shapes.ts';

export const generateDataKeyOperation = kmsOperation({
  name: 'GenerateDataKey',
  input: structure({ ...dataKeyMembers, Recipient: shapes.recipient }),
  output: structure({
    CiphertextBlob: required(shapes.ciphertext),
    Plaintext: required(shapes.plaintext),
    KeyId: required(shapes.keyId),
    CiphertextForRecipient: shapes.ciphertext,
    KeyMaterialId: shapes.keyMaterialId,
  }),
  resolve: resolveFor('GenerateDataKey'),
  access: accessFor('GenerateDataKey'),
  run(context) {
    refuseRecipient(context.input.Recipient);
    const { plaintext, blob, keyMaterialId } = generateDataKey('GenerateDataKey', context);
    return {
      CiphertextBlob: blob,
      Plaintext: plaintext,
      KeyId: context.target.arn,
      KeyMaterialId: keyMaterialId,
    };
  },
});
