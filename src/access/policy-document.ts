// Reads a policy's JSON into elements, whatever its kind. What a kind allows is validate-policy.ts's matter.
import { type NamedPrincipal, PRINCIPAL_KINDS, type PrincipalKind } from './principals.ts';

export interface PolicyDocument {
  /** Absent in the document: AWS takes 2008-10-17. */
  readonly version: '2008-10-17' | '2012-10-17';
  readonly id?: string;
  readonly statements: readonly StatementElements[];
}
export interface StatementElements {
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  readonly principal?: { readonly negated: boolean; readonly named: readonly NamedPrincipal[] };
  readonly action?: Patterns;
  readonly resource?: Patterns;
  readonly conditions: readonly ConditionElement[];
}
export interface Patterns {
  readonly negated: boolean;
  readonly patterns: readonly string[];
}
export interface ConditionElement {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

export type ParsedPolicy =
  | { readonly document: PolicyDocument }
  | { readonly problem: 'json' | 'syntax'; readonly detail: string };

type Json = { readonly [name: string]: unknown };

const TOP_ELEMENTS = new Set(['Version', 'Id', 'Statement']);
const STATEMENT_ELEMENTS = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

class Malformed extends Error {}
const refuse = (detail: string): never => {
  throw new Malformed(detail);
};

export function parsePolicy(text: string): ParsedPolicy {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: 'json', detail: 'the document is not JSON' };
  }
  try {
    return { document: readDocument(json) };
  } catch (error) {
    if (error instanceof Malformed) return { problem: 'syntax', detail: error.message };
    throw error;
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readDocument(json: unknown): PolicyDocument {
  if (!isObject(json)) return refuse('the document is not an object');
  refuseStrangers(json, TOP_ELEMENTS, 'the document');
  const version = json.Version ?? '2008-10-17';
  if (version !== '2008-10-17' && version !== '2012-10-17') {
    return refuse(`Version ${JSON.stringify(version)} is neither 2008-10-17 nor 2012-10-17`);
  }
  if (json.Id !== undefined && typeof json.Id !== 'string') return refuse('Id is not a string');
  const given = Array.isArray(json.Statement) ? json.Statement : [json.Statement];
  if (json.Statement === undefined || given.length === 0) return refuse('there is no Statement');
  return {
    version,
    ...(json.Id !== undefined && { id: json.Id as string }),
    statements: given.map(readStatement),
  };
}

function readStatement(json: unknown, index: number): StatementElements {
  const where = `statement ${index + 1}`;
  if (!isObject(json)) return refuse(`${where} is not an object`);
  refuseStrangers(json, STATEMENT_ELEMENTS, where);
  const { Sid = '', Effect } = json;
  if (typeof Sid !== 'string') return refuse(`${where}: Sid is not a string`);
  if (Effect !== 'Allow' && Effect !== 'Deny') return refuse(`${where}: Effect is neither Allow nor Deny`);
  const action = readPatterns(json, 'Action', where);
  const resource = readPatterns(json, 'Resource', where);
  const principal = readPrincipal(json, where);
  return {
    sid: Sid,
    effect: Effect,
    ...(principal && { principal }),
    ...(action && { action }),
    ...(resource && { resource }),
    conditions: readConditions(json.Condition, where),
  };
}

function refuseStrangers(json: Json, known: ReadonlySet<string>, where: string): void {
  const stranger = Object.keys(json).find((name) => !known.has(name));
  if (stranger !== undefined) refuse(`${where} has an unknown element ${stranger}`);
}

/** `Action` or `NotAction`, but not both. */
function eitherOf(json: Json, name: string, where: string): { value: unknown; negated: boolean } | undefined {
  const opposite = `Not${name}`;
  if (json[name] !== undefined && json[opposite] !== undefined) {
    return refuse(`${where} has both ${name} and ${opposite}`);
  }
  if (json[opposite] !== undefined) return { value: json[opposite], negated: true };
  return json[name] === undefined ? undefined : { value: json[name], negated: false };
}

function readPatterns(json: Json, name: string, where: string): Patterns | undefined {
  const given = eitherOf(json, name, where);
  if (!given) return undefined;
  return { negated: given.negated, patterns: readStrings(given.value, `${where}: ${name}`) };
}

function readStrings(value: unknown, where: string): readonly string[] {
  const values = Array.isArray(value) ? value : [value];
  if (!values.every((item) => typeof item === 'string')) return refuse(`${where} holds what is not a string`);
  return values;
}

function readPrincipal(json: Json, where: string): StatementElements['principal'] {
  const given = eitherOf(json, 'Principal', where);
  if (!given) return undefined;
  const { value, negated } = given;
  if (value === '*') return { negated, named: [{ kind: 'AWS', value }] };
  if (!isObject(value)) return refuse(`${where}: Principal is neither "*" nor an object`);
  const named = Object.entries(value).flatMap(([kind, names]) => {
    if (!isPrincipalKind(kind)) return refuse(`${where}: ${kind} is no kind of principal`);
    return readStrings(names, `${where}: Principal ${kind}`).map((name) => ({ kind, value: name }));
  });
  return { negated, named };
}

const isPrincipalKind = (kind: string): kind is PrincipalKind =>
  (PRINCIPAL_KINDS as readonly string[]).includes(kind);

function readConditions(value: unknown, where: string): readonly ConditionElement[] {
  if (value === undefined) return [];
  if (!isObject(value)) return refuse(`${where}: Condition is not an object`);
  return Object.entries(value).flatMap(([operator, keys]) => {
    if (!isObject(keys)) return refuse(`${where}: Condition ${operator} is not an object`);
    return Object.entries(keys).map(([key, given]) => ({
      operator,
      key,
      values: readScalars(given, `${where}: Condition ${operator} ${key}`),
    }));
  });
}

/** `"false"`, `false` and `["false"]` say the same. */
function readScalars(value: unknown, where: string): readonly string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.map((item) => {
    if (typeof item === 'string') return item;
    if (typeof item === 'boolean' || typeof item === 'number') return String(item);
    return refuse(`${where} holds what is neither string, number nor boolean`);
  });
}
