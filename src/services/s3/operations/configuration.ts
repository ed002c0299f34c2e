// The operations on a bucket's configurations, one import and one line each; index.ts takes them over.
import type { AnyOperation } from '../../../core/operation.ts';
import type { S3Deps } from '../deps.ts';
import { deleteBucketEncryption } from './delete-bucket-encryption.ts';
import { deleteBucketPolicy } from './delete-bucket-policy.ts';
import { deleteBucketReplication } from './delete-bucket-replication.ts';
import { getBucketEncryption } from './get-bucket-encryption.ts';
import { getBucketPolicy } from './get-bucket-policy.ts';
import { getBucketPolicyStatus } from './get-bucket-policy-status.ts';
import { getBucketReplication } from './get-bucket-replication.ts';
import { putBucketEncryption } from './put-bucket-encryption.ts';
import { putBucketPolicy } from './put-bucket-policy.ts';
import { putBucketReplication } from './put-bucket-replication.ts';

export const configurationOperations = {
  DeleteBucketEncryption: deleteBucketEncryption,
  DeleteBucketPolicy: deleteBucketPolicy,
  DeleteBucketReplication: deleteBucketReplication,
  GetBucketEncryption: getBucketEncryption,
  GetBucketPolicy: getBucketPolicy,
  GetBucketPolicyStatus: getBucketPolicyStatus,
  GetBucketReplication: getBucketReplication,
  PutBucketEncryption: putBucketEncryption,
  PutBucketPolicy: putBucketPolicy,
  PutBucketReplication: putBucketReplication,
} satisfies Record<string, AnyOperation<S3Deps>>;
