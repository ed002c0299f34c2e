// S3 Control in events: under S3's event source, where names that the two share would be told apart by nothing.
import type { Dialect } from '../dialect.ts';
import { plainDialect } from './plain.ts';

/** The account's block is told by the names of its permissions; those of a bucket are in s3.ts. */
const NAMES: Readonly<Record<string, string>> = {
  GetPublicAccessBlock: 'GetAccountPublicAccessBlock',
  PutPublicAccessBlock: 'PutAccountPublicAccessBlock',
  DeletePublicAccessBlock: 'DeleteAccountPublicAccessBlock',
};

export const s3ControlDialect: Dialect = { ...plainDialect, eventName: ({ name }) => NAMES[name] ?? name };
