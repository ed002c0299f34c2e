// The page "Replicating objects created with server-side encryption (SSE-C, SSE-S3, SSE-KMS, DSSE-KMS)", whose sentences
// the tests beside tell, a file for each of its sections: what they ask of buckets and keys again and again. (The page's
// Italian edition is ../shared/seeds/003_35b59767294adba7.txt.) Told elsewhere: the replication of existing objects, in
// ../batch-replication.test.ts. Not built: the status of automatic encryption in S3 Inventory and S3 Storage Lens.
import { text } from 'node:stream/consumers';
import { GetObjectCommand, PutBucketEncryptionCommand } from '@aws-sdk/client-s3';
import { request } from 'undici';
import { expect } from 'vitest';
import { DESTINATION_REGION, type ReplicationSetting, type Statement } from '../../support/replication.ts';
import type { TestServer } from '../../support/server.ts';

export const bodyIn = async ({ remote, destination }: ReplicationSetting, Key: string, input = {}) => {
  const { Body } = await remote.send(new GetObjectCommand({ Bucket: destination, Key, ...input }));
  return text(Body as NodeJS.ReadableStream);
};

export const useDefaultEncryption = (
  { remote, destination }: ReplicationSetting,
  SSEAlgorithm: 'aws:kms' | 'aws:kms:dsse' | 'AES256',
  KMSMasterKeyID?: string,
  BucketKeyEnabled = false,
) =>
  remote.send(
    new PutBucketEncryptionCommand({
      Bucket: destination,
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm, ...(KMSMasterKeyID && { KMSMasterKeyID }) },
            ...(BucketKeyEnabled && { BucketKeyEnabled }),
          },
        ],
      },
    }),
  );

/** AWS makes no unencrypted object any more, but those of before 2023 are there: the control API makes some. */
export const leaveUnencrypted = async (aws: TestServer, { source }: ReplicationSetting) => {
  const { statusCode, body } = await request(`${aws.url}/_waxseal/s3/unencrypted`, {
    method: 'POST',
    body: JSON.stringify({ bucket: source, unencrypted: true }),
  });
  expect([statusCode, await body.json()]).toEqual([200, { bucket: source, unencrypted: true }]);
};

/** The permission that unencrypted objects need, for the destination's encryption context and key. */
export function generateFor({ replicaKey, destination }: ReplicationSetting, objects = '/*'): Statement {
  return {
    Effect: 'Allow',
    Action: 'kms:GenerateDataKey',
    Resource: replicaKey,
    Condition: {
      StringLike: {
        'kms:ViaService': `s3.${DESTINATION_REGION}.amazonaws.com`,
        'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${destination}${objects}`,
      },
    },
  };
}
