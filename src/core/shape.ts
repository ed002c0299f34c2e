// Shapes: what an AWS input or output looks like, said once as a value.
//
// Read by the TypeScript types (TypeOf), the validation, the codecs of the three protocols, the property
// tests' generators and the README's table. The TypeScript type rides along as a phantom, because a
// recursive conditional type over the tree runs into TS2589.

import type { Body } from './body.ts';

declare const carried: unique symbol;

export type Shape<T> = ShapeNode & { readonly [carried]?: T };

export type ShapeNode =
  | StringNode
  | NumberNode
  | BooleanNode
  | TimestampNode
  | BlobNode
  | ListNode
  | MapNode
  | StructureNode;

interface Bounds {
  readonly min?: number;
  readonly max?: number;
}
export interface StringNode extends Bounds {
  readonly type: 'string';
  /** The pattern as AWS's model spells it; it must match the whole value. */
  readonly pattern?: string;
  /** In the order in which AWS's validation message lists them, where a recording shows it. */
  readonly values?: readonly string[];
  /** Never written to a log, an event or a validation message. */
  readonly sensitive?: boolean;
}
export interface NumberNode extends Bounds {
  readonly type: 'integer' | 'long' | 'double';
}
export interface BooleanNode {
  readonly type: 'boolean';
}
export interface TimestampNode {
  readonly type: 'timestamp';
  /** Where the protocol's own default does not hold (S3 headers are rfc822). */
  readonly format?: 'iso8601' | 'rfc822' | 'epoch';
}
export interface BlobNode extends Bounds {
  readonly type: 'blob';
  readonly sensitive?: boolean;
  /** A body that is never gathered in memory. */
  readonly streaming?: boolean;
}
export interface ListNode extends Bounds {
  readonly type: 'list';
  readonly member: ShapeNode;
  /** XML: items stand directly in the parent, without a wrapping element. */
  readonly flattened?: boolean;
  /** XML: the item's element name; `member` unless told. */
  readonly memberName?: string;
}
export interface MapNode extends Bounds {
  readonly type: 'map';
  readonly key: ShapeNode;
  readonly value: ShapeNode;
  /** Query and XML: entries stand directly in the parent, without `entry` around them. */
  readonly flattened?: boolean;
  /** Query and XML: how an entry's two parts are called; `key` and `value` unless told. */
  readonly keyName?: string;
  readonly valueName?: string;
}
export interface StructureNode {
  readonly type: 'structure';
  readonly members: Readonly<Record<string, Member<unknown, boolean>>>;
  /** XML: the root element's name, where it is not the shape's place that names it. */
  readonly xmlName?: string;
  readonly xmlNamespace?: string;
  /** XML: elements without a member are passed over, where others' are refused as malformed. */
  readonly open?: boolean;
  /** XML: flattened lists whose items are written as one sequence, each where its own `place`, no member, says. */
  readonly interleaved?: readonly string[];
}

/** Where an HTTP-bound member travels; the body unless told. */
export type Location = 'header' | 'headers' | 'querystring' | 'uri' | 'payload' | 'status';

export interface Member<T, Required extends boolean> {
  readonly shape: Shape<T>;
  readonly required: Required;
  readonly location?: Location;
  /** The header, prefix, query parameter or XML element name, where it is not the member's own name. */
  readonly name?: string;
  /** Its name in the Query protocol, where a service speaks JSON too and the two differ (SQS). */
  readonly queryName?: string;
  /** XML: written as an attribute of the parent (`xsi:type`). */
  readonly attribute?: boolean;
}

type AnyMember = Shape<unknown> | Member<unknown, boolean>;
type Members = Readonly<Record<string, AnyMember>>;

type TypeOfMember<M> = M extends Member<infer T, boolean> ? T : M extends Shape<infer T> ? T : never;
type RequiredNames<M extends Members> = {
  [K in keyof M]: M[K] extends Member<unknown, infer R> ? ([R] extends [true] ? K : never) : never;
}[keyof M];

export type TypeOfMembers<M extends Members> = {
  readonly [K in RequiredNames<M>]: TypeOfMember<M[K]>;
} & {
  readonly [K in Exclude<keyof M, RequiredNames<M>>]?: TypeOfMember<M[K]> | undefined;
};

/** The TypeScript type that a shape stands for. */
export type TypeOf<S> = S extends Shape<infer T> ? T : never;

// ── Builders ─────────────────────────────────────────────────────────────────────────────────────────

type Options<N> = Omit<N, 'type'>;

export const string = (options: Options<StringNode> = {}): Shape<string> => ({ type: 'string', ...options });

/** A string of a closed set. `values` in the order of AWS's validation message, where known. */
export const oneOf = <const V extends string>(...values: V[]): Shape<V> => ({ type: 'string', values });

export const integer = (options: Bounds = {}): Shape<number> => ({ type: 'integer', ...options });
export const long = (options: Bounds = {}): Shape<number> => ({ type: 'long', ...options });
export const double = (options: Bounds = {}): Shape<number> => ({ type: 'double', ...options });
export const boolean = (): Shape<boolean> => ({ type: 'boolean' });
export const timestamp = (options: Options<TimestampNode> = {}): Shape<Date> => ({
  type: 'timestamp',
  ...options,
});
export const blob = (options: Omit<Options<BlobNode>, 'streaming'> = {}): Shape<Uint8Array> => ({
  type: 'blob',
  ...options,
});

/** An object's bytes, never gathered in memory unless they are few. */
export const stream = (): Shape<Body> => ({ type: 'blob', streaming: true });

export const list = <T>(
  member: Shape<T>,
  options: Omit<Options<ListNode>, 'member'> = {},
): Shape<readonly T[]> => ({
  type: 'list',
  member,
  ...options,
});

export const map = <V>(
  key: Shape<string>,
  value: Shape<V>,
  options: Omit<Options<MapNode>, 'key' | 'value'> = {},
): Shape<Readonly<Record<string, V>>> => ({ type: 'map', key, value, ...options });

export const structure = <M extends Members>(
  members: M,
  options: Omit<Options<StructureNode>, 'members'> = {},
): Shape<TypeOfMembers<M>> => {
  const named: Record<string, Member<unknown, boolean>> = {};
  for (const [name, member] of Object.entries(members)) named[name] = asMember(member);
  return { type: 'structure', members: named, ...options };
};

/** An input or output without members. */
export const empty = structure({});

const isMember = (value: AnyMember): value is Member<unknown, boolean> => 'shape' in value;
const asMember = (value: AnyMember): Member<unknown, boolean> =>
  isMember(value) ? value : { shape: value, required: false };

// ── Traits of a member ───────────────────────────────────────────────────────────────────────────────

type Given<T, R extends boolean> = Shape<T> | Member<T, R>;
const asGiven = <T, R extends boolean>(given: Given<T, R>): Member<T, R> =>
  'shape' in given ? given : ({ shape: given, required: false } as Member<T, R>);

export const required = <T>(given: Given<T, boolean>): Member<T, true> => ({
  ...asGiven(given),
  required: true,
});

const located =
  (location: Location) =>
  <T, R extends boolean = false>(name: string, given: Given<T, R>): Member<T, R> => ({
    ...asGiven(given),
    location,
    name,
  });

export const header = located('header');
/** A map whose entries travel as headers that share a prefix (`x-amz-meta-`). */
export const headers = located('headers');
export const query = located('querystring');
/** A label of the request path; the name is the label's (`Bucket`, `Key`). */
export const label = located('uri');
/** The member that is the whole body: a stream, a blob, a string or a structure. */
export const payload = located('payload');
/** Another element name in XML than the member's own. */
export const named = <T, R extends boolean = false>(name: string, given: Given<T, R>): Member<T, R> => ({
  ...asGiven(given),
  name,
});
/** Another name in the Query protocol than in JSON. */
export const queried = <T, R extends boolean = false>(name: string, given: Given<T, R>): Member<T, R> => ({
  ...asGiven(given),
  queryName: name,
});
export const attribute = <T, R extends boolean = false>(name: string, given: Given<T, R>): Member<T, R> => ({
  ...asGiven(given),
  name,
  attribute: true,
});
