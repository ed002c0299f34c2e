// GenerateDataKeyWithoutPlaintext: fresh bytes, sealed alone.
import { structure } from '../../../core/shape.ts';
import { accessFor, dataKeyMembers, generateDataKey, resolveFor } from '../data-key.ts';
import { kmsOperation } from '../deps.ts';
import * as shapes from '../shapes.ts';

export const generateDataKeyWithoutPlaintextOperation = kmsOperation({
  name: 'GenerateDataKeyWithoutPlaintext',
  input: structure(dataKeyMembers),
  output: structure({
    CiphertextBlob: shapes.ciphertext,
    KeyId: shapes.keyId,
    KeyMaterialId: shapes.keyMaterialId,
  }),
  resolve: resolveFor('GenerateDataKeyWithoutPlaintext'),
  access: accessFor('GenerateDataKeyWithoutPlaintext'),
  run(context) {
    const { plaintext, blob, keyMaterialId } = generateDataKey('GenerateDataKeyWithoutPlaintext', context);
    plaintext.fill(0);
    return { CiphertextBlob: blob, KeyId: context.target.arn, KeyMaterialId: keyMaterialId };
  },
});
