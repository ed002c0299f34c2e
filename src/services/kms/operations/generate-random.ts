// GenerateRandom: bytes that belong to no key.
import { structure } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { refuseRecipient } from '../recipient.ts';
import * as shapes from '../shapes.ts';

export const generateRandomOperation = kmsOperation({
  name: 'GenerateRandom',
  input: structure({
    NumberOfBytes: shapes.numberOfBytes,
    CustomKeyStoreId: shapes.customKeyStoreId,
    Recipient: shapes.recipient,
  }),
  output: structure({ Plaintext: shapes.plaintext, CiphertextForRecipient: shapes.ciphertext }),
  access: ({ call }) => ({ action: 'kms:GenerateRandom', resource: '*', account: call.account }),
  run({ input, deps }) {
    if (input.NumberOfBytes === undefined) throw errors.validation('NumberOfBytes is required.');
    if (input.CustomKeyStoreId !== undefined) {
      throw errors.unsupported('Custom key stores are not supported.');
    }
    refuseRecipient(input.Recipient);
    return { Plaintext: deps.platform.random.bytes(input.NumberOfBytes) };
  },
});
