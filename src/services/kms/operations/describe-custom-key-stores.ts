// DescribeCustomKeyStores: refused.
import { boolean, list, structure } from '../../../core/shape.ts';
import { customKeyStoreName, refusedOperation } from '../custom-key-store.ts';
import * as shapes from '../shapes.ts';

export const describeCustomKeyStoresOperation = refusedOperation(
  'DescribeCustomKeyStores',
  structure({
    CustomKeyStoreId: shapes.customKeyStoreId,
    CustomKeyStoreName: customKeyStoreName,
    Limit: shapes.limit,
    Marker: shapes.marker,
  }),
  // Never answered: the entries' members are left out.
  structure({ CustomKeyStores: list(structure({})), NextMarker: shapes.marker, Truncated: boolean() }),
);
