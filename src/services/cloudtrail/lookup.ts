// LookupEvents over the log: management events of an account and a region, newest first, a page at a time.
import { hash } from 'node:crypto';
import type { Call } from '../../core/call.ts';
import type { Entry } from './entry.ts';
import { invalidLookupAttributes, invalidNextToken, invalidTimeRange } from './errors.ts';
import { eventIdFor, isToldTo, regionOf } from './event.ts';
import type { EventLog } from './event-log.ts';
import { accessKeyId, userName } from './user-identity.ts';

export const ATTRIBUTES = [
  'EventId',
  'EventName',
  'ReadOnly',
  'Username',
  'ResourceType',
  'ResourceName',
  'EventSource',
  'AccessKeyId',
] as const;
type Attribute = (typeof ATTRIBUTES)[number];

export interface Query {
  readonly LookupAttributes?:
    | readonly { readonly AttributeKey: Attribute; readonly AttributeValue: string }[]
    | undefined;
  readonly StartTime?: Date | undefined;
  readonly EndTime?: Date | undefined;
  readonly NextToken?: string | undefined;
}

/** A call's values of an attribute, as the account that asks sees them. */
const VALUES: Readonly<
  Record<Attribute, (entry: Entry, account: string) => readonly (string | undefined)[]>
> = {
  EventId: (entry, account) => [eventIdFor(entry, account)],
  EventName: ({ kind }) => [kind.name],
  ReadOnly: ({ kind }) => [String(kind.readOnly)],
  Username: ({ call }) => [userName(call.principal)],
  ResourceType: (entry) => resourcesOf(entry).map(({ ResourceType }) => ResourceType),
  ResourceName: (entry) => resourcesOf(entry).map(({ ResourceName }) => ResourceName),
  EventSource: ({ kind }) => [kind.source],
  AccessKeyId: ({ call }) => [accessKeyId(call.principal)],
};

export const resourcesOf = (entry: Entry) => entry.kind.dialect.lookupResources?.(entry) ?? [];

/** CloudTrail guide, "Working with CloudTrail event history". */
export const HISTORY = 90 * 24 * 60 * 60_000;

/** @returns the page's entries and, where there may be more, the place to go on from. */
export async function lookUp(
  log: EventLog,
  query: Query,
  limit: number,
  { account, region, time: now }: Pick<Call, 'account' | 'region' | 'time'>,
): Promise<{ entries: readonly Entry[]; NextToken?: string }> {
  const { StartTime, EndTime, LookupAttributes = [] } = query;
  if (StartTime && EndTime && StartTime > EndTime) throw invalidTimeRange();
  if (LookupAttributes.length > 1) {
    throw invalidLookupAttributes('You can specify only one lookup attribute.');
  }
  const [wanted] = LookupAttributes;
  const from = Math.max(StartTime?.getTime() ?? 0, now - HISTORY);
  const until = EndTime?.getTime() ?? Number.POSITIVE_INFINITY;
  const entries: Entry[] = [];
  for await (const entry of log.backwards(readToken(query) ?? Number.POSITIVE_INFINITY)) {
    const { time } = entry.call;
    if (time < from || time > until) continue;
    if (entry.kind.data || regionOf(entry) !== region || !isToldTo(entry, account)) continue;
    if (wanted && !VALUES[wanted.AttributeKey](entry, account).includes(wanted.AttributeValue)) continue;
    if (entries.length === limit) {
      return { entries, NextToken: writeToken(query, entries.at(-1)?.sequence ?? 0) };
    }
    entries.push(entry);
  }
  return { entries };
}

/** A token is good for the request it was given for and no other (LookupEvents' page). */
const writeToken = (query: Query, before: number): string =>
  Buffer.from(`${before}.${fingerprint(query)}`).toString('base64url');

function readToken(query: Query): number | undefined {
  if (query.NextToken === undefined) return undefined;
  const [before = '', print] = Buffer.from(query.NextToken, 'base64url').toString().split('.');
  if (!/^\d{1,15}$/.test(before) || print !== fingerprint(query)) throw invalidNextToken();
  return Number(before);
}

const fingerprint = ({ LookupAttributes, StartTime, EndTime }: Query): string =>
  hash('sha256', JSON.stringify([LookupAttributes ?? [], StartTime, EndTime]), 'hex').slice(0, 16);
