// The JSON of an event (User Guide, "Event message structure"; which members an event has is recorded). Pure.
import type { Principal } from '../../../core/call.ts';
import { type Bucket, bucketArn } from '../buckets/bucket-store.ts';
import type { Cause, EventName, ToldVersion } from '../notification-hooks.ts';
import { canonicalId } from '../owner.ts';
import { NULL_VERSION } from '../versions/object-version.ts';

const S3 = 's3.amazonaws.com';
/** MD5 of nothing: what a new delete marker's record shows. */
const EMPTY_ETAG = 'd41d8cd98f00b204e9800998ecf8427e';

export interface Occurrence {
  readonly cause: Cause;
  readonly bucket: Bucket;
  readonly version: ToldVersion;
  readonly time: number;
  readonly requestId: string;
  readonly hostId: string;
  readonly sequencer: string;
  readonly further?: Readonly<Record<string, unknown>> | undefined;
}

export function recordOf(occurrence: Occurrence, configurationId: string): object {
  const { cause, bucket, version, time, requestId, hostId, further } = occurrence;
  const { event, call } = cause;
  return {
    eventVersion: versionOfEvent(event),
    eventSource: 'aws:s3',
    awsRegion: bucket.region,
    eventTime: new Date(time).toISOString(),
    eventName: event,
    userIdentity: { principalId: actorOf(event, call?.principal, bucket) },
    requestParameters: { sourceIPAddress: call?.sourceIp ?? S3 },
    responseElements: { 'x-amz-request-id': requestId, 'x-amz-id-2': hostId },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId,
      bucket: {
        name: bucket.name,
        ownerIdentity: { principalId: customerId(bucket) },
        arn: bucketArn(bucket),
      },
      object: {
        key: encodedKey(version.key),
        ...membersOf(event, version),
        // Of a null version there is none to tell (recorded where versioning is suspended).
        ...(version.versionId !== NULL_VERSION && { versionId: version.versionId }),
        // Recorded: what changes nothing of the order of versions has none.
        ...(!isChange(event) && { sequencer: occurrence.sequencer }),
      },
    },
    ...further,
  };
}

const kindOf = (event: EventName): string => event.split(':', 1)[0] ?? event;
const isChange = (event: EventName): boolean => ['ObjectTagging', 'ObjectAcl'].includes(kindOf(event));

function versionOfEvent(event: EventName): '2.1' | '2.2' | '2.3' {
  if (kindOf(event) === 'Replication') return '2.2';
  return isChange(event) || kindOf(event).startsWith('Lifecycle') ? '2.3' : '2.1';
}

function membersOf(event: EventName, { size, etag }: ToldVersion): object {
  if (event.endsWith(':DeleteMarkerCreated')) return { eTag: EMPTY_ETAG };
  switch (kindOf(event)) {
    case 'ObjectRemoved':
    case 'LifecycleExpiration':
      return {};
    case 'ObjectTagging':
    case 'ObjectAcl':
      return { eTag: etag };
    default:
      return { size, eTag: etag };
  }
}

/** Form encoding with slashes kept: `a b/c@d` is `a+b/c%40d`. */
export const encodedKey = (key: string): string =>
  // By way of UTF-8, so that half a surrogate pair is a replacement character and no URIError.
  encodeURIComponent(Buffer.from(key).toString())
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+');

function actorOf(event: EventName, principal: Principal | undefined, bucket: Bucket): string {
  // Recorded: the end of a restoration is the customer's, not the caller's.
  if (event === 'ObjectRestore:Completed') return `AmazonCustomer:${customerId(bucket)}`;
  switch (principal?.type) {
    case 'root':
      return `AWS:${principal.account}`;
    case 'user':
      return `AWS:${principal.id}`;
    case 'role':
      return `AWS:${principal.roleId}:${principal.sessionName}`;
    case 'federated':
      return `AWS:${principal.account}:${principal.name}`;
    case 'service':
      return principal.service;
    case 'anonymous':
      return 'Anonymous';
    case undefined:
      return S3;
  }
}

/** AWS's short id of an account's owner, `A3NL1KOZZKEXAM`: here made of the canonical id. */
function customerId({ account }: Bucket): string {
  const digits = BigInt(`0x${canonicalId(account).slice(0, 20)}`);
  return `A${digits.toString(36).toUpperCase().padStart(13, '0').slice(0, 13)}`;
}
