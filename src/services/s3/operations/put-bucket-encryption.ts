// Sets the encryption of objects whose writers name none, and the kinds that the bucket refuses.
import { empty, payload, required, structure } from '../../../core/shape.ts';
import { allowsOnBucket, resolveBucket } from '../access.ts';
import { checkEncryption, DEFAULT_ENCRYPTION, encryptionConfiguration } from '../configuration/encryption.ts';
import { s3Operation } from '../deps.ts';
import { bucketMembers } from '../shapes.ts';

export const putBucketEncryption = s3Operation({
  name: 'PutBucketEncryption',
  input: structure({
    ...bucketMembers,
    ServerSideEncryptionConfiguration: required(
      payload('ServerSideEncryptionConfiguration', encryptionConfiguration),
    ),
  }),
  output: empty,
  http: { method: 'PUT', uri: '/{Bucket}?encryption' },
  resolve: resolveBucket,
  access: allowsOnBucket('s3:PutEncryptionConfiguration'),
  async run({ input, target: bucket, deps }) {
    // An empty list looks like none: the bucket is looked up before that is refused (recorded).
    const given = { Rules: input.ServerSideEncryptionConfiguration.Rules ?? [] };
    checkEncryption(given);
    // What it blocks may be said alone: the default is then what every bucket has.
    const Rules = given.Rules.map((rule) => ({ ...DEFAULT_ENCRYPTION.Rules[0], ...rule }));
    await deps.database.commit(() => deps.buckets.configure(bucket, 'encryption', { Rules }));
    return {};
  },
});
