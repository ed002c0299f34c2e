// A policy made ready to be asked, and the bounded cache that keeps it so: policies travel as text.
import { compileArnPattern } from './arn-pattern.ts';
import { type Condition, compileCondition } from './condition.ts';
import {
  type Patterns,
  type PolicyDocument,
  parsePolicy,
  type StatementElements,
} from './policy-document.ts';
import { compilePrincipals, type PrincipalElement } from './principals.ts';
import type { Lookup } from './template.ts';
import { compileWildcard } from './wildcard.ts';

export interface CompiledPolicy {
  readonly statements: readonly Statement[];
}
export interface Statement {
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  /** Undefined in identity policies. */
  readonly principal: PrincipalElement | undefined;
  /** Undefined: the statement has no effect. Takes lower case. */
  readonly action: ((action: string) => boolean) | undefined;
  /** Undefined in trust policies; elsewhere the statement has no effect (KMS accepts such statements). */
  readonly resource: ((resource: string, lookup: Lookup) => boolean) | undefined;
  readonly conditions: readonly Condition[];
  /** What it was made of, for explanations. */
  readonly elements: StatementElements;
}

const NOTHING: CompiledPolicy = { statements: [] };
const GENERATION = 1024;

/** Two generations stand in for a least-recently-used list: a hit in the young one costs one lookup. */
let young = new Map<string, CompiledPolicy>();
let old = new Map<string, CompiledPolicy>();

/** A text that is no policy allows and denies nothing: services validate before they store. */
export function compilePolicy(text: string): CompiledPolicy {
  const known = young.get(text);
  if (known) return known;
  const compiled = old.get(text) ?? compile(text);
  if (young.size >= GENERATION) {
    old = young;
    young = new Map();
  }
  young.set(text, compiled);
  return compiled;
}

function compile(text: string): CompiledPolicy {
  const parsed = parsePolicy(text);
  return 'document' in parsed ? compileDocument(parsed.document) : NOTHING;
}

function compileDocument({ version, statements }: PolicyDocument): CompiledPolicy {
  const variables = version === '2012-10-17';
  return { statements: statements.map((statement) => compileStatement(statement, variables)) };
}

function compileStatement(elements: StatementElements, variables: boolean): Statement {
  const { sid, effect, principal, action, resource, conditions } = elements;
  return {
    sid,
    effect,
    principal: principal && compilePrincipals(principal.named, principal.negated),
    action: action && compileActions(action),
    resource: resource && compileResources(resource, variables),
    conditions: conditions.map(({ operator, key, values }) =>
      compileCondition(operator, key, values, variables),
    ),
    elements,
  };
}

/** Exact names are found in a set; only the wildcards are tried one by one. */
function compileActions({ patterns, negated }: Patterns): NonNullable<Statement['action']> {
  const lower = patterns.map((pattern) => pattern.toLowerCase());
  const exact = new Set(lower.filter((pattern) => !/[*?]/.test(pattern)));
  const wildcards = lower.filter((pattern) => !exact.has(pattern)).map(compileWildcard);
  return (action) => {
    if (exact.has(action)) return !negated;
    for (const matches of wildcards) if (matches(action)) return !negated;
    return negated;
  };
}

function compileResources(
  { patterns, negated }: Patterns,
  variables: boolean,
): NonNullable<Statement['resource']> {
  const matchers = patterns.map((pattern) => compileArnPattern(pattern, { variables, complete: true }));
  return (resource, lookup) => {
    for (const matches of matchers) if (matches(resource, lookup)) return !negated;
    return negated;
  };
}
