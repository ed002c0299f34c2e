// The recent past of every call, in CloudTrail's form, kept in a bounded ring.
//
// What must never be recorded is dropped when the call ends, not when it is read: blobs, streams and
// members marked sensitive do not enter the ring. The event itself is put together only for a reader.
// Gaps: LookupEvents and trails delivered to a bucket.
import type { Call, Principal } from '../../core/call.ts';
import { principalArn } from '../../core/call.ts';
import { AwsError } from '../../core/errors.ts';
import type { Invocation } from '../../core/invoke.ts';
import type { AnyOperation } from '../../core/operation.ts';
import type { ShapeNode } from '../../core/shape.ts';

export interface CloudTrailEvent {
  readonly eventVersion: string;
  readonly userIdentity: Readonly<Record<string, unknown>>;
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters: unknown;
  readonly requestID: string;
  readonly eventID: string;
  readonly recipientAccountId: string;
}

interface Entry {
  readonly sequence: number;
  readonly source: string;
  readonly operation: AnyOperation;
  readonly call: Call;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly errorCode: string | undefined;
  readonly errorMessage: string | undefined;
}

export interface EventLog {
  readonly record: (invocation: Invocation) => void;
  /** Oldest first. */
  list(): CloudTrailEvent[];
  /** Calls back for every event from now on; the answer ends it. */
  follow(listener: (event: CloudTrailEvent) => void): () => void;
  clear(): void;
}

export function createEventLog(capacity: number, eventId: () => string): EventLog {
  const ring: Entry[] = [];
  const listeners = new Set<(event: CloudTrailEvent) => void>();
  let sequence = 0;

  function record({ service, operation, input, call, error }: Invocation): void {
    const entry: Entry = {
      sequence,
      source: service.eventSource,
      operation,
      call,
      parameters: withoutSecrets(operation, input),
      errorCode: error === undefined ? undefined : error instanceof AwsError ? error.code : 'InternalFailure',
      errorMessage: error instanceof AwsError ? error.message : undefined,
    };
    ring[sequence % capacity] = entry;
    sequence += 1;
    if (listeners.size === 0) return;
    const event = eventOf(entry, eventId());
    for (const listener of listeners) listener(event);
  }

  return {
    record,
    list: () =>
      ring
        .slice()
        .sort((a, b) => a.sequence - b.sequence)
        .map((entry) => eventOf(entry, eventId())),
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear() {
      ring.length = 0;
      sequence = 0;
    },
  };
}

/** For each operation, the names of the members that may be kept. */
const recordable = new WeakMap<AnyOperation, readonly string[]>();

function withoutSecrets(operation: AnyOperation, input: unknown): Record<string, unknown> {
  let names = recordable.get(operation);
  if (!names) {
    const { type, members } = operation.input as Extract<ShapeNode, { type: 'structure' }>;
    names =
      type === 'structure' ? Object.keys(members).filter((name) => !isSecret(members[name]?.shape)) : [];
    recordable.set(operation, names);
  }
  const given = input as Record<string, unknown>;
  const kept: Record<string, unknown> = {};
  for (const name of names) if (given[name] !== undefined) kept[name] = given[name];
  return kept;
}

/** A structure that holds a secret anywhere is dropped whole: better too little in a record than too much. */
function isSecret(shape: ShapeNode | undefined): boolean {
  switch (shape?.type) {
    case 'blob':
      return true;
    case 'string':
      return shape.sensitive === true;
    case 'list':
      return isSecret(shape.member);
    case 'map':
      return isSecret(shape.value);
    case 'structure':
      return Object.values(shape.members).some((member) => isSecret(member.shape));
    default:
      return false;
  }
}

function eventOf(entry: Entry, eventID: string): CloudTrailEvent {
  const { call } = entry;
  return {
    eventVersion: '1.11',
    userIdentity: identityOf(call),
    eventTime: `${new Date(call.time).toISOString().slice(0, 19)}Z`,
    eventSource: entry.source,
    eventName: entry.operation.name,
    awsRegion: call.region,
    sourceIPAddress: call.viaService ?? call.sourceIp,
    userAgent: call.viaService ?? call.userAgent,
    ...(entry.errorCode !== undefined && {
      errorCode: entry.errorCode,
      errorMessage: entry.errorMessage ?? '',
    }),
    requestParameters: lowerCamel(entry.parameters),
    requestID: call.requestId,
    eventID,
    recipientAccountId: call.account,
  };
}

function identityOf({ principal, viaService }: Call): Record<string, unknown> {
  const invokedBy = viaService === undefined ? {} : { invokedBy: viaService };
  return { ...describe(principal), ...invokedBy };
}

function describe(principal: Principal): Record<string, unknown> {
  const arn = principalArn(principal);
  switch (principal.type) {
    case 'root':
      return { type: 'Root', principalId: principal.account, arn, accountId: principal.account };
    case 'user':
      return {
        type: 'IAMUser',
        principalId: principal.id,
        arn,
        accountId: principal.account,
        userName: principal.name,
      };
    case 'role':
      return {
        type: 'AssumedRole',
        principalId: `${principal.roleId}:${principal.sessionName}`,
        arn,
        accountId: principal.account,
        sessionContext: {
          sessionIssuer: { type: 'Role', arn: principal.roleArn, userName: principal.roleName },
        },
      };
    case 'service':
      return { type: 'AWSService', invokedBy: principal.service };
    case 'anonymous':
      return { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' };
  }
}

/** CloudTrail spells members in lower camel case and leaves the keys of maps (encryption context) alone. */
function lowerCamel(parameters: Readonly<Record<string, unknown>>): Record<string, unknown> | null {
  const entries = Object.entries(parameters);
  if (entries.length === 0) return null;
  return Object.fromEntries(
    entries.map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]),
  );
}
