// Configurations that PutBucketReplication takes, to be changed into those that it refuses, and buckets to put them to.
import {
  CreateBucketCommand,
  GetBucketReplicationCommand,
  PutBucketReplicationCommand,
  type ReplicationRule,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll } from 'vitest';
import { createVersioned } from '../../support/replication.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

export const ROLE = 'arn:aws:iam::000000000000:role/replication';
export const KEY = 'arn:aws:kms:eu-west-1:000000000000:key/11111111-2222-3333-4444-555555555555';
export const toDestination = { Bucket: 'arn:aws:s3:::dst' };

/** A rule of the schema's second version. */
export const v2 = (change: Partial<ReplicationRule> = {}): ReplicationRule => ({
  Status: 'Enabled',
  Priority: 1,
  Filter: {},
  DeleteMarkerReplication: { Status: 'Disabled' },
  Destination: toDestination,
  ...change,
});

/** A rule of its first version. */
export const v1 = (change: Partial<ReplicationRule> = {}): ReplicationRule => ({
  Status: 'Enabled',
  Prefix: '',
  Destination: toDestination,
  ...change,
});

/** Versioned buckets `src`, `dst` and `dst2`, and `plain` without versions; call it at the top of the file. */
export function replicationBuckets() {
  const made = {} as { aws: TestServer };
  beforeAll(async () => {
    made.aws = await startTestServer();
    const s3 = made.aws.s3();
    for (const name of ['src', 'dst', 'dst2']) await createVersioned(s3, name);
    await s3.send(new CreateBucketCommand({ Bucket: 'plain' }));
  });
  afterAll(() => made.aws.close());
  return {
    get aws(): TestServer {
      return made.aws;
    },
    put: (Rules: ReplicationRule[], { Bucket = 'src', Role = ROLE, s3 = made.aws.s3() } = {}) =>
      s3.send(new PutBucketReplicationCommand({ Bucket, ReplicationConfiguration: { Role, Rules } })),
    /** What stands on `src`. */
    stored: async () => {
      const answer = await made.aws.s3().send(new GetBucketReplicationCommand({ Bucket: 'src' }));
      return answer.ReplicationConfiguration;
    },
  };
}
