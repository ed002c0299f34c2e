// Answers the bucket's default encryption: SSE-S3 where none was set, never an error.
import { payload, structure, type TypeOf } from '../../../core/shape.ts';
import { allowsOnBucket, resolveBucket } from '../access.ts';
import { DEFAULT_ENCRYPTION, encryptionConfiguration } from '../configuration/encryption.ts';
import { s3Operation } from '../deps.ts';
import { bucketInput } from '../shapes.ts';

type Configuration = TypeOf<typeof encryptionConfiguration>;

export const getBucketEncryption = s3Operation({
  name: 'GetBucketEncryption',
  input: bucketInput,
  output: structure({
    ServerSideEncryptionConfiguration: payload('ServerSideEncryptionConfiguration', encryptionConfiguration),
  }),
  http: { method: 'GET', uri: '/{Bucket}?encryption' },
  resolve: resolveBucket,
  access: allowsOnBucket('s3:GetEncryptionConfiguration'),
  run: ({ target: bucket, deps }) => ({
    ServerSideEncryptionConfiguration:
      deps.buckets.configuration<Configuration>(bucket, 'encryption') ??
      (DEFAULT_ENCRYPTION as Configuration),
  }),
});
