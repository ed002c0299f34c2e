// How one service's calls are told in events: each has its own way to spell names, parameters and resources.
import type { Invocation } from '../../core/invoke.ts';
import type { AnyOperation } from '../../core/operation.ts';
import type { Entry } from './entry.ts';
import type { IsTold } from './redact.ts';

/** Taken when the call ends, because what `resolve` found may hold key material and bodies. */
export interface Observed {
  /** The account that owns what was acted on; it is told of the call too. */
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  /** What the call acted on. */
  readonly arns?: readonly string[] | undefined;
  /** userIdentity of a caller who signs nothing and says who he is all the same (web identities). */
  readonly identity?: Readonly<Record<string, string>> | undefined;
  /** additionalEventData, as far as only the call itself knows it. */
  readonly additional?: Readonly<Record<string, unknown>> | undefined;
  /** responseElements, where a call that reads tells some. */
  readonly told?: Readonly<Record<string, unknown>> | undefined;
}

export interface EventResource {
  readonly accountId?: string;
  readonly type: string;
  readonly ARN?: string;
  /** In place of an ARN, where a call is about all objects of a bucket. */
  readonly ARNPrefix?: string;
}
/** A resource as LookupEvents names it. */
export interface LookupResource {
  readonly ResourceType: string;
  readonly ResourceName: string;
}

export interface Dialect {
  readonly observe?: (invocation: Invocation) => Observed;
  /** Where CloudTrail's name for it is not the API's (`ListObjectsV2` is told as `ListObjects`). */
  readonly eventName?: (operation: AnyOperation) => string;
  readonly isReadOnly: (operation: AnyOperation) => boolean;
  /** Data events are delivered to trails that select them and never shown by LookupEvents. */
  readonly isData?: (operation: AnyOperation) => boolean;
  /** Management events that come in volume all the same (CloudTrail guide, "Logging management events", of KMS). */
  readonly isHighVolume?: (operation: AnyOperation) => boolean;
  /** Which members events tell of, where that is not all: a thousand keys of a DeleteObjects would only lie in memory. */
  readonly tellsOfInput?: (operation: AnyOperation) => IsTold;
  readonly tellsOfOutput?: IsTold;
  /** A global service's one region. */
  readonly region?: string;
  readonly requestParameters?: (entry: Entry) => Readonly<Record<string, unknown>> | null;
  readonly responseElements?: (entry: Entry) => Readonly<Record<string, unknown>> | null;
  readonly resources?: (entry: Entry) => readonly EventResource[] | undefined;
  readonly lookupResources?: (entry: Entry) => readonly LookupResource[];
}

export const NOTHING: Observed = {};

/** The names by which AWS's APIs tell that they only read. */
export const readsByName = ({ name }: AnyOperation): boolean =>
  /^(Get|List|Describe|Head|Lookup|Simulate|Check|Test)/.test(name);
