// Where an object or a bucket is, out of its ARN. Pure.
import { invalidManifest } from '../job-failure.ts';

/** `arn:aws:s3:::bucket/key/with/slashes` */
export function placeOfArn(arn: string): { readonly Bucket: string; readonly Key: string } {
  const [, Bucket, Key] = /^arn:[^:]+:s3:[^:]*:[^:]*:([^/]+)\/(.+)$/s.exec(arn) ?? [];
  if (Bucket === undefined || Key === undefined) throw invalidManifest();
  return { Bucket, Key };
}

export const isObjectArn = (arn: string): boolean => /^arn:[^:]+:s3:::[^/]+\/.+$/s.test(arn);

/** `arn:aws:s3:::bucket` */
export const bucketOfArn = (arn: string): string | undefined => /^arn:[^:]+:s3:::([^/]+)$/.exec(arn)?.[1];
