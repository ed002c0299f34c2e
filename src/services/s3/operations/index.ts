// S3's operations, one import and one line each.
import type { AnyOperation } from '../../../core/operation.ts';
import type { S3Deps } from '../deps.ts';
import { abortMultipartUpload } from './abort-multipart-upload.ts';
import { completeMultipartUpload } from './complete-multipart-upload.ts';
import { configurationOperations } from './configuration.ts';
import { copyObject } from './copy-object.ts';
import { createBucket } from './create-bucket.ts';
import { createMultipartUpload } from './create-multipart-upload.ts';
import { deleteBucket } from './delete-bucket.ts';
import { deleteObject } from './delete-object.ts';
import { deleteObjectTagging } from './delete-object-tagging.ts';
import { deleteObjects } from './delete-objects.ts';
import { getBucketLocation } from './get-bucket-location.ts';
import { getBucketVersioning } from './get-bucket-versioning.ts';
import { getObject } from './get-object.ts';
import { getObjectAttributes } from './get-object-attributes.ts';
import { getObjectLegalHold } from './get-object-legal-hold.ts';
import { getObjectLockConfiguration } from './get-object-lock-configuration.ts';
import { getObjectRetention } from './get-object-retention.ts';
import { getObjectTagging } from './get-object-tagging.ts';
import { headBucket } from './head-bucket.ts';
import { headObject } from './head-object.ts';
import { listBuckets } from './list-buckets.ts';
import { listMultipartUploads } from './list-multipart-uploads.ts';
import { listObjectVersions } from './list-object-versions.ts';
import { listObjects } from './list-objects.ts';
import { listObjectsV2 } from './list-objects-v2.ts';
import { listParts } from './list-parts.ts';
import { postObject } from './post-object.ts';
import { putBucketVersioning } from './put-bucket-versioning.ts';
import { putObject } from './put-object.ts';
import { putObjectLegalHold } from './put-object-legal-hold.ts';
import { putObjectLockConfiguration } from './put-object-lock-configuration.ts';
import { putObjectRetention } from './put-object-retention.ts';
import { putObjectTagging } from './put-object-tagging.ts';
import { restoreObject } from './restore-object.ts';
import { updateObjectEncryption } from './update-object-encryption.ts';
import { uploadPart } from './upload-part.ts';
import { uploadPartCopy } from './upload-part-copy.ts';

export const operations = {
  ...configurationOperations,
  CreateBucket: createBucket,
  PostObject: postObject,
  UploadPartCopy: uploadPartCopy,
  UploadPart: uploadPart,
  UpdateObjectEncryption: updateObjectEncryption,
  RestoreObject: restoreObject,
  PutObjectTagging: putObjectTagging,
  PutObjectRetention: putObjectRetention,
  PutObjectLockConfiguration: putObjectLockConfiguration,
  PutObjectLegalHold: putObjectLegalHold,
  ListParts: listParts,
  ListMultipartUploads: listMultipartUploads,
  GetObjectTagging: getObjectTagging,
  GetObjectRetention: getObjectRetention,
  GetObjectLockConfiguration: getObjectLockConfiguration,
  GetObjectLegalHold: getObjectLegalHold,
  GetObjectAttributes: getObjectAttributes,
  DeleteObjectTagging: deleteObjectTagging,
  CreateMultipartUpload: createMultipartUpload,
  CopyObject: copyObject,
  CompleteMultipartUpload: completeMultipartUpload,
  AbortMultipartUpload: abortMultipartUpload,
  DeleteBucket: deleteBucket,
  DeleteObject: deleteObject,
  DeleteObjects: deleteObjects,
  GetBucketLocation: getBucketLocation,
  GetBucketVersioning: getBucketVersioning,
  GetObject: getObject,
  HeadBucket: headBucket,
  HeadObject: headObject,
  ListBuckets: listBuckets,
  ListObjects: listObjects,
  ListObjectsV2: listObjectsV2,
  ListObjectVersions: listObjectVersions,
  PutBucketVersioning: putBucketVersioning,
  PutObject: putObject,
} satisfies Record<string, AnyOperation<S3Deps>>;
