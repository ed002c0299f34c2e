// Tells whether a bucket keeps versions; says nothing where that was never set.
import { string, structure } from '../../../core/shape.ts';
import { allowsOnBucket, resolveBucket } from '../access.ts';
import { s3Operation } from '../deps.ts';
import { bucketInput } from '../shapes.ts';

export const getBucketVersioning = s3Operation({
  name: 'GetBucketVersioning',
  input: bucketInput,
  output: structure({ Status: string(), MFADelete: string() }, { xmlName: 'VersioningConfiguration' }),
  http: { method: 'GET', uri: '/{Bucket}?versioning' },
  resolve: resolveBucket,
  access: allowsOnBucket('s3:GetBucketVersioning'),
  run: ({ target }) => (target.versioning === '' ? {} : { Status: target.versioning as string }),
});
