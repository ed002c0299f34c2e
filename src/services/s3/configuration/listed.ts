// The configurations of which a bucket has many, each under an id: inventory, analytics, metrics and
// intelligent tiering.
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/operation.ts';
import {
  boolean,
  empty,
  list,
  named,
  payload,
  query,
  required,
  type Shape,
  string,
  structure,
} from '../../../core/shape.ts';
import { allowsOnBucket, resolveBucket } from '../access.ts';
import type { Bucket } from '../buckets/bucket-store.ts';
import { type S3Deps, s3Operation } from '../deps.ts';
import { invalidArgument, malformedXml } from '../errors.ts';
import { bucketMembers } from '../shapes.ts';
import type { NamesBucket } from './stored.ts';

type Nothing = Readonly<Record<never, never>>;
type Named = NamesBucket & { readonly Id: string };
interface Identified {
  readonly Id: string;
}

interface Kind<Name extends string, T> {
  /** AWS's name of the operation. */
  readonly name: string;
  readonly subresource: string;
  readonly action: string;
  /** `InventoryConfiguration`: the document's member and element. */
  readonly member: Name;
  readonly shape: Shape<T>;
}

const MOST = 1000;
const PAGE = 100;

const noSuchConfiguration = () =>
  new AwsError('NoSuchConfiguration', 404, 'The specified configuration does not exist.');

const input = structure({ ...bucketMembers, Id: required(query('id', string())) }) as Shape<Named>;

export function putListed<Name extends string, T extends Identified>({
  name,
  subresource,
  action,
  member,
  shape,
  admit = () => {},
  mismatch = malformedXml,
}: Kind<Name, T> & {
  readonly admit?: (document: T, deps: S3Deps) => void;
  /** The document names another id than the request: each kind words it in its own way (recorded). */
  readonly mismatch?: () => AwsError;
}): Operation<S3Deps, Named & { readonly [K in Name]: T }, Nothing, Bucket> {
  return s3Operation({
    name,
    input: structure({
      ...bucketMembers,
      Id: required(query('id', string())),
      [member]: required(payload(member, shape)),
    }) as unknown as Shape<Named & { readonly [K in Name]: T }>,
    output: empty as Shape<Nothing>,
    // Recorded; the model says nothing of it.
    http: { method: 'PUT', uri: `/{Bucket}?${subresource}`, query: ['id'], status: 204 },
    resolve: resolveBucket,
    access: allowsOnBucket(action),
    async run({ input: given, target: bucket, deps }) {
      const document: T = given[member];
      if (document.Id !== given.Id) throw mismatch();
      if (!/^[A-Za-z0-9_.-]{1,64}$/.test(given.Id)) {
        throw invalidArgument('Invalid Configuration Id', 'id', given.Id);
      }
      admit(document, deps);
      const kind = `${subresource}/${given.Id}`;
      const others = deps.buckets.configurationsOf<T>(bucket, `${subresource}/`);
      if (others.length >= MOST && !others.some(({ Id }) => Id === given.Id)) {
        throw new AwsError(
          'TooManyConfigurations',
          400,
          'You are attempting to create a new configuration but have already reached the 1,000-configuration limit.',
        );
      }
      await deps.database.commit(() => deps.buckets.configure(bucket, kind, document));
      return {};
    },
  });
}

export function getListed<Name extends string, T extends Identified>({
  name,
  subresource,
  action,
  member,
  shape,
}: Kind<Name, T>): Operation<S3Deps, Named, { readonly [K in Name]: T }, Bucket> {
  return s3Operation({
    name,
    input,
    output: structure({ [member]: payload(member, shape) }) as unknown as Shape<{ readonly [K in Name]: T }>,
    http: { method: 'GET', uri: `/{Bucket}?${subresource}`, query: ['id'] },
    resolve: resolveBucket,
    access: allowsOnBucket(action),
    run({ input: { Id }, target: bucket, deps }) {
      const document = deps.buckets.configuration<T>(bucket, `${subresource}/${Id}`);
      if (!document) throw noSuchConfiguration();
      return { [member]: document } as { readonly [K in Name]: T };
    },
  });
}

export function deleteListed({
  name,
  subresource,
  action,
}: Omit<Kind<never, never>, 'member' | 'shape'>): Operation<S3Deps, Named, Nothing, Bucket> {
  return s3Operation({
    name,
    input,
    output: empty as Shape<Nothing>,
    http: { method: 'DELETE', uri: `/{Bucket}?${subresource}`, query: ['id'], status: 204 },
    resolve: resolveBucket,
    access: allowsOnBucket(action),
    async run({ input: { Id }, target: bucket, deps }) {
      const removed = await deps.database.commit(() =>
        deps.buckets.unconfigure(bucket, `${subresource}/${Id}`),
      );
      if (!removed) throw noSuchConfiguration();
      return {};
    },
  });
}

/** In id order, a hundred at a time; the token is the last id shown. */
export function listListed<Name extends string, T extends Identified>({
  name,
  subresource,
  action,
  member,
  shape,
}: Kind<Name, T>): Operation<
  S3Deps,
  NamesBucket & { readonly ContinuationToken?: string | undefined },
  Readonly<Record<string, unknown>>,
  Bucket
> {
  const listName = `${member}List`;
  return s3Operation({
    name,
    input: structure({
      ...bucketMembers,
      ContinuationToken: query('continuation-token', string()),
    }) as unknown as Shape<NamesBucket & { readonly ContinuationToken?: string | undefined }>,
    output: structure(
      {
        ContinuationToken: string(),
        [listName]: named(member, list(shape, { flattened: true })),
        IsTruncated: boolean(),
        NextContinuationToken: string(),
      },
      {
        xmlName: `List${member}sResult`,
        xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
      },
    ) as unknown as Shape<Readonly<Record<string, unknown>>>,
    http: { method: 'GET', uri: `/{Bucket}?${subresource}` },
    resolve: resolveBucket,
    access: allowsOnBucket(action),
    run({ input: { ContinuationToken }, target: bucket, deps }) {
      const after = ContinuationToken ? Buffer.from(ContinuationToken, 'base64url').toString() : '';
      const all = deps.buckets.configurationsOf<T>(bucket, `${subresource}/`).filter(({ Id }) => Id > after);
      const page = all.slice(0, PAGE);
      const last = page.at(-1);
      const more = all.length > PAGE && last !== undefined;
      return {
        ...(ContinuationToken && { ContinuationToken }),
        ...(page.length > 0 && { [listName]: page }),
        IsTruncated: more,
        ...(more && { NextContinuationToken: Buffer.from(last.Id).toString('base64url') }),
      };
    },
  });
}
