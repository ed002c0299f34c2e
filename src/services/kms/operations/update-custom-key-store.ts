// UpdateCustomKeyStore: refused.
import { empty, required, structure } from '../../../core/shape.ts';
import { customKeyStoreName, refusedOperation, storeMembers } from '../custom-key-store.ts';
import * as shapes from '../shapes.ts';

export const updateCustomKeyStoreOperation = refusedOperation(
  'UpdateCustomKeyStore',
  structure({
    ...storeMembers,
    CustomKeyStoreId: required(shapes.customKeyStoreId),
    NewCustomKeyStoreName: customKeyStoreName,
  }),
  empty,
);
