// S3's operations, one import and one line each.
import type { AnyOperation } from '../../../core/operation.ts';
import type { S3Deps } from '../deps.ts';
import { createBucket } from './create-bucket.ts';

export const operations = {
  CreateBucket: createBucket,
} satisfies Record<string, AnyOperation<S3Deps>>;
