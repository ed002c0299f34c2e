// S3 in events: requests told by their headers and query parameters, objects as data events (S3 guide,
// "CloudTrail log file entries for Amazon S3").
import { partitionOf } from '../../../core/ids.ts';
import type { Invocation } from '../../../core/invoke.ts';
import type { AnyOperation } from '../../../core/operation.ts';
import type { ShapeNode } from '../../../core/shape.ts';
import { type Dialect, type EventResource, NOTHING, type Observed, readsByName } from '../dialect.ts';
import type { Entry, Members } from '../entry.ts';
import { xmlBody } from './xml-body.ts';

/** CloudTrail's names where they are not the API's (S3 guide, "Amazon S3 CloudTrail events"). */
const NAMES: Readonly<Record<string, string>> = {
  ListObjectsV2: 'ListObjects',
  GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
  PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
  DeletePublicAccessBlock: 'DeleteBucketPublicAccessBlock',
  GetBucketNotificationConfiguration: 'GetBucketNotification',
  PutBucketNotificationConfiguration: 'PutBucketNotification',
  GetBucketLifecycleConfiguration: 'GetBucketLifecycle',
  PutBucketLifecycleConfiguration: 'PutBucketLifecycle',
  GetBucketAccelerateConfiguration: 'GetAccelerateConfiguration',
  PutBucketAccelerateConfiguration: 'PutAccelerateConfiguration',
  GetObjectLockConfiguration: 'GetBucketObjectLockConfiguration',
  PutObjectLockConfiguration: 'PutBucketObjectLockConfiguration',
};
/** Calls on a bucket that are data events all the same. */
const DATA = new Set([
  'DeleteObjects',
  'HeadBucket',
  'ListMultipartUploads',
  'ListObjects',
  'ListObjectsV2',
  'ListObjectVersions',
]);

export const s3Dialect: Dialect = {
  observe,
  eventName: ({ name }) => NAMES[name] ?? name,
  isReadOnly: readsByName,
  isData,
  // What configures a bucket is told whole; the keys of a DeleteObjects and the parts of an upload are not.
  tellsOfInput: (operation) => (isData(operation) ? ({ location }) => location !== 'payload' : () => true),
  tellsOfOutput: ({ location }) => location === 'header',
  requestParameters,

  responseElements({ kind: { operation }, output }) {
    const headers: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(membersOf({ input: operation.output }))) {
      const value = output?.[name];
      if (value === undefined || value === '' || member.location !== 'header') continue;
      if (/^x-amz-(server-side-encryption|version-id)/.test(member.name ?? '')) {
        headers[member.name ?? name] = value;
      }
    }
    return Object.keys(headers).length === 0 ? null : headers;
  },

  resources(entry) {
    const bucket = bucketOf(entry);
    if (bucket === undefined) return undefined;
    const arn = `arn:${partitionOf(entry.call.region)}:s3:::${bucket}`;
    const { account } = entry.observed;
    const itself: EventResource = {
      ...(account && { accountId: account }),
      type: 'AWS::S3::Bucket',
      ARN: arn,
    };
    const { Key } = entry.input;
    if (typeof Key === 'string') return [{ type: 'AWS::S3::Object', ARN: `${arn}/${Key}` }, itself];
    // Recorded of ListObjects: the objects are told by the prefix of their ARNs.
    const isAll = entry.kind.data && entry.kind.operation.name !== 'HeadBucket';
    return isAll ? [{ type: 'AWS::S3::Object', ARNPrefix: `${arn}/` }, itself] : [itself];
  },

  lookupResources(entry) {
    const bucket = bucketOf(entry);
    return bucket === undefined ? [] : [{ ResourceType: 'AWS::S3::Bucket', ResourceName: bucket }];
  },
};

type InputMembers = Extract<ShapeNode, { type: 'structure' }>['members'];
const membersOf = ({ input }: Pick<AnyOperation, 'input'>): InputMembers =>
  input.type === 'structure' ? input.members : {};

function isData(operation: AnyOperation): boolean {
  return DATA.has(operation.name) || 'Key' in membersOf(operation);
}

const bucketOf = ({ input }: Entry): string | undefined =>
  typeof input.Bucket === 'string' ? input.Bucket : undefined;

function requestParameters({ kind: { operation, data }, input, call, observed }: Entry): Members {
  const bucket = typeof input.Bucket === 'string' ? input.Bucket : undefined;
  const host = `s3.${observed.region ?? call.region}.amazonaws.com`;
  const told: Record<string, unknown> = {
    ...(bucket !== undefined && { bucketName: bucket }),
    Host: bucket === undefined ? host : `${bucket}.${host}`,
  };
  for (const [name, value] of constantsOf(operation)) told[name] = value;
  for (const [name, member] of Object.entries(membersOf(operation))) {
    const value = input[name];
    if (value === undefined) continue;
    const { location, name: wireName = name } = member;
    if (name === 'Key') told.key = value;
    else if (location === 'querystring') told[wireName] = value;
    else if (location === 'header' && wireName.startsWith('x-amz-')) told[wireName] = value;
    else if (location === 'payload' && !data)
      told[name === 'Policy' ? 'bucketPolicy' : wireName] = xmlBody(member.shape, value);
  }
  return told;
}

/** `?versioning` of the operation's address: told with an empty value. */
function constantsOf({ http }: AnyOperation): readonly (readonly [string, string])[] {
  const query = http?.uri.split('?')[1];
  if (query === undefined) return [];
  return query.split('&').map((pair): [string, string] => {
    const [name = '', value = ''] = pair.split('=');
    return [name, value];
  });
}

interface BucketLike {
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

function observe({ target, input, output, call, error, operation }: Invocation): Observed {
  const bucket = bucketLike(target);
  const additional = additionalOf(
    operation,
    call.signature,
    input as Members,
    output as Members | undefined,
    error,
  );
  if (!bucket) return additional ? { additional } : NOTHING;
  return { account: bucket.account, region: bucket.region, additional };
}

/** A bucket, or a record with one (GetObject's version, an upload, CopyObject's destination). */
function bucketLike(target: unknown): BucketLike | undefined {
  if (typeof target !== 'object' || target === null) return undefined;
  const { bucket = target } = target as { bucket?: unknown };
  const { account, region } = bucket as Partial<BucketLike>;
  return typeof account === 'string' && typeof region === 'string' ? (bucket as BucketLike) : undefined;
}

const METHODS: Readonly<Record<string, string>> = {
  'REST-HEADER': 'AuthHeader',
  'REST-QUERY-STRING': 'QueryString',
  POST: 'HtmlForm',
};

function additionalOf(
  operation: Invocation['operation'],
  signature: Invocation['call']['signature'],
  input: Members,
  output: Members | undefined,
  error: unknown,
): Members {
  const additional: Record<string, unknown> = {};
  if (signature && signature.version !== 'none') {
    additional.SignatureVersion = signature.version === 'AWS' ? 'SigV2' : 'SigV4';
    additional.AuthenticationMethod = METHODS[signature.type];
  }
  additional.bytesTransferredIn = error === undefined ? (input.ContentLength ?? lengthOf(input.Body)) : 0;
  additional.bytesTransferredOut = operation.name === 'GetObject' ? (output?.ContentLength ?? 0) : 0;
  const applied = output && WRITES.has(operation.name) ? encryptionOf(input, output) : undefined;
  if (applied !== undefined) additional.SSEApplied = applied;
  return additional;
}

const WRITES = new Set(['PutObject', 'CopyObject', 'CreateMultipartUpload', 'PostObject']);

const lengthOf = (body: unknown): number => (body as { length?: number } | undefined)?.length ?? 0;

/** `SSE_KMS` where the request asked, `Default_SSE_KMS` where the bucket did (S3 guide, default encryption). */
function encryptionOf(input: Members, output: Members): string | undefined {
  if (output.SSECustomerAlgorithm !== undefined) return 'SSE_C';
  const { ServerSideEncryption: mode } = output;
  if (typeof mode !== 'string') return undefined;
  const name = mode === 'AES256' ? 'SSE_S3' : mode === 'aws:kms' ? 'SSE_KMS' : 'DSSE_KMS';
  return input.ServerSideEncryption === undefined ? `Default_${name}` : name;
}
