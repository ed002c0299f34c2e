// The operations that only keep a document beside the bucket and give it back: most of S3's configurations.
// What each refuses, and what it answers where nothing was put, its own file says.
import type { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/operation.ts';
import { empty, type Member, payload, required, type Shape, structure } from '../../../core/shape.ts';
import { allowsOnBucket, resolveBucket } from '../access.ts';
import type { Bucket } from '../buckets/bucket-store.ts';
import { type S3Deps, s3Operation } from '../deps.ts';
import { bucketInput, bucketMembers } from '../shapes.ts';

export interface NamesBucket {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string | undefined;
}
type Nothing = Readonly<Record<never, never>>;
export type PutInput<Name extends string, T> = NamesBucket & { readonly [K in Name]: T };

interface Stored {
  /** AWS's name: `PutBucketTagging`. */
  readonly name: string;
  /** `tagging` in `?tagging`. */
  readonly subresource: string;
  /** Under which it is kept; the subresource unless told. */
  readonly kind?: string;
  /** `s3:PutBucketTagging` */
  readonly action: string;
}

export function putConfiguration<Name extends string, T>({
  name,
  subresource,
  kind = subresource,
  action,
  member,
  shape,
  status = 200,
  admit,
}: Stored & {
  /** The input's member that is the document. */
  readonly member: Name;
  readonly shape: Shape<T>;
  readonly status?: number;
  /** Refuses by throwing; what it answers is kept, and undefined takes away what was kept. */
  readonly admit: (document: T, bucket: Bucket, deps: S3Deps) => unknown;
}): Operation<S3Deps, PutInput<Name, T>, Nothing, Bucket> {
  const document: Member<T, true> = required(payload(member, shape));
  const input = structure({ ...bucketMembers, [member]: document }) as unknown as Shape<PutInput<Name, T>>;
  return s3Operation({
    name,
    input,
    output: empty as Shape<Nothing>,
    http: { method: 'PUT', uri: `/{Bucket}?${subresource}`, status },
    resolve: resolveBucket,
    access: allowsOnBucket(action),
    async run({ input: given, target: bucket, deps }) {
      const body = admit(given[member], bucket, deps);
      await deps.database.commit(() => {
        if (body === undefined) deps.buckets.unconfigure(bucket, kind);
        else deps.buckets.configure(bucket, kind, body);
      });
      return {};
    },
  });
}

/** Answers the document itself. */
export function getConfiguration<T>({
  name,
  subresource,
  kind = subresource,
  action,
  shape,
  absent,
}: Stored & {
  readonly shape: Shape<T>;
  /** Where none was put: the error, or the document that stands for none. */
  readonly absent: (bucket: Bucket) => AwsError | T;
}): Operation<S3Deps, NamesBucket, T, Bucket> {
  return s3Operation({
    name,
    input: bucketInput as Shape<NamesBucket>,
    output: shape,
    http: { method: 'GET', uri: `/{Bucket}?${subresource}` },
    resolve: resolveBucket,
    access: allowsOnBucket(action),
    run({ target: bucket, deps }) {
      const stored = deps.buckets.configuration<T>(bucket, kind);
      if (stored !== undefined) return stored;
      const none = absent(bucket);
      if (none instanceof Error) throw none;
      return none;
    },
  });
}

/** Idempotent, as all of S3's deletes are. */
export function deleteConfiguration({
  name,
  subresource,
  kind = subresource,
  action,
}: Stored): Operation<S3Deps, NamesBucket, Nothing, Bucket> {
  return s3Operation({
    name,
    input: bucketInput as Shape<NamesBucket>,
    output: empty as Shape<Nothing>,
    http: { method: 'DELETE', uri: `/{Bucket}?${subresource}`, status: 204 },
    resolve: resolveBucket,
    access: allowsOnBucket(action),
    async run({ target: bucket, deps }) {
      await deps.database.commit(() => deps.buckets.unconfigure(bucket, kind));
      return {};
    },
  });
}
