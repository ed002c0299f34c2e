// An entry of the log told in CloudTrail's form (CloudTrail guide, "CloudTrail record contents").
import { principalAccount } from '../../core/call.ts';
import type { EventResource } from './dialect.ts';
import type { Entry, EventIds, Members } from './entry.ts';
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

export const eventName = ({ dialect, operation }: Entry): string =>
  dialect.eventName?.(operation) ?? operation.name;
export const isReadOnly = ({ dialect, operation }: Entry): boolean => dialect.isReadOnly(operation);
export const isData = ({ dialect, operation }: Entry): boolean => dialect.isData?.(operation) ?? false;
export const regionOf = ({ dialect, observed, call }: Entry): string =>
  dialect.region ?? observed.region ?? call.region;

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

export function eventIdFor(entry: Entry, recipient: string, uuid: () => string): string {
  const { caller, owner } = idsOf(entry, uuid);
  return recipient === callerAccount(entry) ? caller : owner;
}

function idsOf(entry: Entry, uuid: () => string): EventIds {
  entry.ids ??= { caller: uuid(), owner: uuid(), shared: uuid() };
  return entry.ids;
}

export function eventOf(entry: Entry, recipient: string, uuid: () => string): CloudTrailEvent {
  const { call, dialect, operation, observed } = entry;
  const resources = dialect.resources?.(entry);
  const data = isData(entry);
  const shared =
    call.principal.type === 'service' ||
    (observed.account !== undefined && observed.account !== callerAccount(entry));
  const forwarder = forwardingService(call);
  return {
    eventVersion: VERSION,
    userIdentity: userIdentity(entry, recipient),
    eventTime: `${new Date(call.time).toISOString().slice(0, 19)}Z`,
    eventSource: entry.source,
    eventName: eventName(entry),
    awsRegion: regionOf(entry),
    sourceIPAddress: forwarder ?? call.sourceIp,
    userAgent: forwarder ?? call.userAgent,
    ...(entry.errorCode !== undefined && {
      errorCode: entry.errorCode,
      ...(entry.errorMessage !== undefined && { errorMessage: entry.errorMessage }),
    }),
    requestParameters: dialect.requestParameters
      ? dialect.requestParameters(entry)
      : spell(operation.input, entry.input),
    responseElements: dialect.responseElements
      ? dialect.responseElements(entry)
      : spell(operation.output, entry.output),
    ...(observed.additional && { additionalEventData: observed.additional }),
    requestID: call.requestId,
    eventID: eventIdFor(entry, recipient, uuid),
    readOnly: isReadOnly(entry),
    ...(resources && resources.length > 0 && { resources }),
    eventType: 'AwsApiCall',
    managementEvent: !data,
    recipientAccountId: recipient,
    ...(shared && { sharedEventID: idsOf(entry, uuid).shared }),
    eventCategory: data ? 'Data' : 'Management',
  };
}
