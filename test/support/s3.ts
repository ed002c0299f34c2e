// Fresh buckets for tests that share a server.
import { CreateBucketCommand, DeletePublicAccessBlockCommand, type S3Client } from '@aws-sdk/client-s3';

let counter = 0;

/** A bucket nobody else uses; with ACLs on and the public let in where the test is about that. */
export async function freshBucket(
  s3: S3Client,
  { acls = false, open = false }: { readonly acls?: boolean; readonly open?: boolean } = {},
): Promise<string> {
  counter += 1;
  const Bucket = `bucket-${counter}`;
  await s3.send(
    new CreateBucketCommand({ Bucket, ...(acls && { ObjectOwnership: 'ObjectWriter' as const }) }),
  );
  if (open) await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  return Bucket;
}
