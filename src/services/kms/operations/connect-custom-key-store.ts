// ConnectCustomKeyStore: refused.
import { empty, required, structure } from '../../../core/shape.ts';
import { refusedOperation } from '../custom-key-store.ts';
import * as shapes from '../shapes.ts';

export const connectCustomKeyStoreOperation = refusedOperation(
  'ConnectCustomKeyStore',
  structure({ CustomKeyStoreId: required(shapes.customKeyStoreId) }),
  empty,
);
