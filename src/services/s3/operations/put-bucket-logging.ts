// Says where the bucket's access logs would go; an empty document ends it.
import { checkLogging, loggingStatus } from '../configuration/logging.ts';
import { putConfiguration } from '../configuration/stored.ts';

export const putBucketLogging = putConfiguration({
  name: 'PutBucketLogging',
  subresource: 'logging',
  action: 's3:PutBucketLogging',
  member: 'BucketLoggingStatus',
  shape: loggingStatus,
  admit: (document, bucket, deps) => {
    checkLogging(document, bucket, deps);
    return document;
  },
});
