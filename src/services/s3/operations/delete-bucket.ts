// Deletes a bucket that holds nothing, not even an old version or a delete marker.
import { empty } from '../../../core/shape.ts';
import { allowsOnBucket, resolveBucket } from '../access.ts';
import { s3Operation } from '../deps.ts';
import { bucketNotEmpty, noSuchBucket, versionedBucketNotEmpty } from '../errors.ts';
import { bucketInput } from '../shapes.ts';

export const deleteBucket = s3Operation({
  name: 'DeleteBucket',
  input: bucketInput,
  output: empty,
  http: { method: 'DELETE', uri: '/{Bucket}', status: 204 },
  resolve: resolveBucket,
  access: allowsOnBucket('s3:DeleteBucket'),
  async run({ target, deps }) {
    const remove = () => {
      const bucket = deps.buckets.find(target.partition, target.name);
      if (bucket?.id !== target.id) throw noSuchBucket(target.name);
      if (deps.objects.holdsAny(bucket)) {
        throw bucket.versioning === '' ? bucketNotEmpty(bucket.name) : versionedBucketNotEmpty(bucket.name);
      }
      deps.buckets.remove(bucket);
      return deps.uploads.removeAll(bucket);
    };
    const unfinished = await deps.makingRoom(() => deps.database.commit(remove));
    // A bucket goes with the uploads that nobody completed.
    deps.bodies.retire(unfinished);
    return {};
  },
});
