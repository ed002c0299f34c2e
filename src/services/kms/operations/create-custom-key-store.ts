// CreateCustomKeyStore: refused.
import { oneOf, required, string, structure } from '../../../core/shape.ts';
import { customKeyStoreName, refusedOperation, storeMembers } from '../custom-key-store.ts';
import * as shapes from '../shapes.ts';

export const createCustomKeyStoreOperation = refusedOperation(
  'CreateCustomKeyStore',
  structure({
    ...storeMembers,
    CustomKeyStoreName: required(customKeyStoreName),
    TrustAnchorCertificate: string({ min: 1, max: 5000 }),
    CustomKeyStoreType: oneOf('AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'),
  }),
  structure({ CustomKeyStoreId: shapes.customKeyStoreId }),
);
