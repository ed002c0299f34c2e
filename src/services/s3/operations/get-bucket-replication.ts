// Answers the bucket's replication rules as they were put.
import { payload, structure } from '../../../core/shape.ts';
import { allowsOnBucket, resolveBucket } from '../access.ts';
import { s3Operation } from '../deps.ts';
import { type ReplicationConfiguration, replicationConfiguration } from '../replication/configuration.ts';
import { refusals } from '../replication/refusals.ts';
import { bucketInput } from '../shapes.ts';

export const getBucketReplication = s3Operation({
  name: 'GetBucketReplication',
  input: bucketInput,
  output: structure({
    ReplicationConfiguration: payload('ReplicationConfiguration', replicationConfiguration),
  }),
  http: { method: 'GET', uri: '/{Bucket}?replication' },
  resolve: resolveBucket,
  access: allowsOnBucket('s3:GetReplicationConfiguration'),
  run({ target: bucket, deps }) {
    const configuration = deps.buckets.configuration<ReplicationConfiguration>(bucket, 'replication');
    if (!configuration) throw refusals.notFound(bucket.name);
    return { ReplicationConfiguration: configuration };
  },
});
