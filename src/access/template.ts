// Policy text with variables: `arn:aws:s3:::home/${aws:username}/*`, `${aws:PrincipalTag/team, 'none'}`, `${*}`.
//
// Facts: IAM guide "policy variables". They exist from Version 2012-10-17 on; `${*}`, `${?}` and `${$}` are the
// characters themselves; names are case-insensitive; what a variable stands for is never a wildcard.
import {
  compileWildcard,
  type Glob,
  globMatches,
  literalGlob,
  parseGlob,
  type TextMatcher,
} from './wildcard.ts';

/** Values of a condition key, by its lower-case name; undefined when the request does not have the key. */
export type Lookup = (key: string) => readonly string[] | undefined;

export type PolicyText = (
  | { readonly kind: 'fixed'; readonly value: string }
  | { readonly kind: 'variable'; readonly parts: readonly Part[] }
) & { readonly source: string };

type Part =
  | { readonly text: string }
  | { readonly literal: string }
  | { readonly key: string; readonly fallback?: string };

const VARIABLE = /\$\{([^}]*)\}/g;
const NAME_AND_DEFAULT = /^\s*([^,\s]+)\s*(?:,\s*'([^']*)'\s*)?$/;

/** @param variables false for documents of Version 2008-10-17, where `${…}` is plain text. */
export function parsePolicyText(source: string, variables: boolean): PolicyText {
  if (!variables || !source.includes('${')) return { kind: 'fixed', value: source, source };
  const parts: Part[] = [];
  let end = 0;
  for (const found of source.matchAll(VARIABLE)) {
    if (found.index > end) parts.push({ text: source.slice(end, found.index) });
    parts.push(variablePart(found[1] ?? ''));
    end = found.index + found[0].length;
  }
  if (end < source.length) parts.push({ text: source.slice(end) });
  return { kind: 'variable', parts, source };
}

function variablePart(inside: string): Part {
  if (inside === '*' || inside === '?' || inside === '$') return { literal: inside };
  const [, name, fallback] = NAME_AND_DEFAULT.exec(inside) ?? [];
  if (name === undefined) return { key: inside.toLowerCase() };
  return { key: name.toLowerCase(), ...(fallback !== undefined && { fallback }) };
}

/** A key with several values cannot stand in a variable. */
function partValue(part: Part, lookup: Lookup): string | undefined {
  if ('text' in part) return part.text;
  if ('literal' in part) return part.literal;
  const values = lookup(part.key);
  return values?.length === 1 ? values[0] : values === undefined ? part.fallback : undefined;
}

/** The text with its variables filled in, or undefined when one has no value. */
export function resolveText(text: PolicyText, lookup: Lookup): string | undefined {
  if (text.kind === 'fixed') return text.value;
  let resolved = '';
  for (const part of text.parts) {
    const value = partValue(part, lookup);
    if (value === undefined) return undefined;
    resolved += value;
  }
  return resolved;
}

function resolveGlob(parts: readonly Part[], lookup: Lookup): Glob | undefined {
  const glob: number[] = [];
  for (const part of parts) {
    const value = partValue(part, lookup);
    if (value === undefined) return undefined;
    glob.push(...('text' in part ? parseGlob(value) : literalGlob(value)));
  }
  return glob;
}

export type PatternMatcher = (text: string, lookup: Lookup) => boolean;

/** Wildcards in what the author wrote, none in what variables stand for. An unresolved variable matches nothing. */
export function compilePattern(text: PolicyText): PatternMatcher {
  if (text.kind === 'fixed') {
    const matches: TextMatcher = compileWildcard(text.value);
    return (given) => matches(given);
  }
  return (given, lookup) => {
    const glob = resolveGlob(text.parts, lookup);
    return glob !== undefined && globMatches(glob, given);
  };
}

/** The keys that a text's variables name. */
export const variableKeys = (text: PolicyText): readonly string[] =>
  text.kind === 'fixed' ? [] : text.parts.flatMap((part) => ('key' in part ? [part.key] : []));
