// An entry of the log told in CloudTrail's form (CloudTrail guide, "CloudTrail record contents").
import { hash } from 'node:crypto';
import { principalAccount } from '../../core/call.ts';
import type { EventResource } from './dialect.ts';
import type { Entry, Members } from './entry.ts';
import { omittedOf } from './limits.ts';
import { spell } from './spelling.ts';
import { forwardingService, type UserIdentity, userIdentity } from './user-identity.ts';

export interface CloudTrailEvent {
  readonly eventVersion: string;
  readonly userIdentity: UserIdentity;
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters: Members | null;
  readonly responseElements: Members | null;
  readonly additionalEventData?: Members;
  readonly requestID: string;
  readonly eventID: string;
  readonly readOnly: boolean;
  readonly resources?: readonly EventResource[];
  readonly eventType: 'AwsApiCall' | 'AwsServiceEvent';
  readonly managementEvent: boolean;
  readonly recipientAccountId: string;
  readonly sharedEventID?: string;
  readonly eventCategory: 'Management' | 'Data';
}

const VERSION = '1.11';

export const regionOf = ({ kind, observed, call }: Entry): string =>
  kind.dialect.region ?? observed.region ?? call.region;

/** Whose call it was: a service's belongs to the account for which it acts, a stranger's to what he asked for. */
export function callerAccount({ call, observed }: Entry): string {
  const { principal } = call;
  if (principal.type === 'anonymous') return observed.account ?? call.account;
  return principalAccount(principal) ?? call.source?.account ?? call.account;
}

/** The caller's account, and the owner's unless the call was denied (KMS guide, "Logging with CloudTrail"). */
export function isToldTo(entry: Entry, account: string): boolean {
  if (callerAccount(entry) === account) return true;
  return entry.observed.account === account && entry.errorCode !== 'AccessDenied';
}

/**
 * An event has an id for each account that is told of it. It follows from the entry, so that every reader is told
 * the same one at any time, and nothing is drawn for events that nobody reads.
 */
export const eventIdFor = (entry: Entry, recipient: string): string =>
  uuidOf(entry, recipient === callerAccount(entry) ? 'caller' : 'owner');

function uuidOf({ call, sequence }: Entry, role: 'caller' | 'owner' | 'shared'): string {
  const hex = hash('sha256', `${call.requestId}/${sequence}/${role}`, 'hex');
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** As the account sees it. */
export function eventOf(entry: Entry, recipient: string): CloudTrailEvent {
  const { call, kind, observed } = entry;
  const { dialect, operation } = kind;
  const resources = dialect.resources?.(entry);
  const shared =
    call.principal.type === 'service' ||
    (observed.account !== undefined && observed.account !== callerAccount(entry));
  const forwarder = forwardingService(call);
  return {
    eventVersion: VERSION,
    userIdentity: userIdentity(entry, recipient),
    eventTime: `${new Date(call.time).toISOString().slice(0, 19)}Z`,
    eventSource: kind.source,
    eventName: kind.name,
    awsRegion: regionOf(entry),
    sourceIPAddress: forwarder ?? call.sourceIp,
    userAgent: forwarder ?? call.userAgent,
    ...(entry.errorCode !== undefined && {
      errorCode: entry.errorCode,
      ...(entry.errorMessage !== undefined && { errorMessage: entry.errorMessage }),
    }),
    requestParameters:
      omittedOf(entry.input, 'requestParameters') ??
      (dialect.requestParameters ? dialect.requestParameters(entry) : spell(operation.input, entry.input)),
    responseElements:
      omittedOf(entry.output, 'responseElements') ??
      (dialect.responseElements ? dialect.responseElements(entry) : spell(operation.output, entry.output)),
    ...(observed.additional && { additionalEventData: observed.additional }),
    requestID: call.requestId,
    eventID: eventIdFor(entry, recipient),
    readOnly: kind.readOnly,
    ...(resources && resources.length > 0 && { resources }),
    eventType: 'AwsApiCall',
    managementEvent: !kind.data,
    recipientAccountId: recipient,
    ...(shared && { sharedEventID: uuidOf(entry, 'shared') }),
    eventCategory: kind.data ? 'Data' : 'Management',
  };
}
