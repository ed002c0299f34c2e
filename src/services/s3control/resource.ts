// The resource whose tags a call names by its ARN: a general purpose bucket, the only kind here that has any.

import { type Call, principalAccount } from '../../core/call.ts';
import { type AccountId, partitionOf } from '../../core/ids.ts';
import { label, list, required, string, structure } from '../../core/shape.ts';
import type { S3ControlDeps } from './deps.ts';
import { noSuchResource } from './errors.ts';
import { accountMembers } from './job-shapes.ts';
import type { TaggedBucket } from './ports.ts';

export const resourceMembers = {
  ...accountMembers,
  ResourceArn: required(label('resourceArn', string({ max: 1011, pattern: 'arn:[^:]+:s3(express)?:.*' }))),
};

export const resourceTags = list(
  structure({
    Key: required(string({ min: 1, max: 128, pattern: '([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)' })),
    Value: required(string({ min: 0, max: 256, pattern: '([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)' })),
  }),
  { memberName: 'Tag', min: 0, max: 50 },
);

/** `resolve` of the operations on tags. */
export function resolveResource({
  input,
  call,
  deps,
}: {
  readonly input: { readonly AccountId: string; readonly ResourceArn: string };
  readonly call: Call;
  readonly deps: S3ControlDeps;
}): TaggedBucket {
  const prefix = `arn:${partitionOf(call.region)}:s3:::`;
  const { AccountId, ResourceArn } = input;
  const bucket = ResourceArn.startsWith(prefix)
    ? deps.taggedBucket(ResourceArn.slice(prefix.length), call)
    : undefined;
  // The account that made the resource or the one that asks (botocore's model); another one is a choice.
  const accounts = [bucket?.account, principalAccount(call.principal)];
  if (!bucket || !accounts.includes(AccountId as AccountId)) throw noSuchResource();
  return bucket;
}
