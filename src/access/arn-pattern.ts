// ARN patterns: compared part by part, so that a wildcard in the account cannot swallow the resource.
//
// IAM guide "Resource": a wildcard stays within its colon-separated part, in the last part it may run over
// colons; an ARN with fewer than six parts in a Resource element is completed with `*`.
import { compilePattern, type PatternMatcher, parsePolicyText } from './template.ts';

const HEAD_PARTS = 5;

export interface ArnPatternOptions {
  readonly variables: boolean;
  /** The Resource element's completion of short ARNs; the Arn condition operators do not have it. */
  readonly complete: boolean;
}

export function compileArnPattern(
  source: string,
  { variables, complete }: ArnPatternOptions,
): PatternMatcher {
  if (source === '*') return always;
  const given = splitOutsideVariables(source);
  const parts = complete && source.startsWith('arn:') ? completed(given) : given;
  if (parts.length <= HEAD_PARTS) {
    return complete ? compilePattern(parsePolicyText(source, variables)) : never;
  }

  const head = parts.slice(0, HEAD_PARTS);
  if (!head.some((part) => /[*?]|\$\{/.test(part))) {
    // Wildcards only in the last part: matching the text as a whole comes to the same, and is cheaper.
    return compilePattern(parsePolicyText(parts.join(':'), variables));
  }
  const last = parts.slice(HEAD_PARTS).join(':');
  const matchers = [...head, last].map((part) => compilePattern(parsePolicyText(part, variables)));
  return (text, lookup) => {
    const texts = splitText(text);
    return texts !== undefined && matchers.every((matches, index) => matches(texts[index] ?? '', lookup));
  };
}

const always: PatternMatcher = () => true;
const never: PatternMatcher = () => false;

const completed = (parts: readonly string[]): readonly string[] => [
  ...parts,
  ...Array<string>(Math.max(0, HEAD_PARTS + 1 - parts.length)).fill('*'),
];

function splitText(text: string): readonly string[] | undefined {
  const parts = text.split(':');
  if (parts.length <= HEAD_PARTS) return undefined;
  return [...parts.slice(0, HEAD_PARTS), parts.slice(HEAD_PARTS).join(':')];
}

/** `${aws:username}` holds a colon that separates nothing. */
function splitOutsideVariables(source: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  for (let at = 0; at < source.length; at++) {
    if (source.startsWith('${', at)) depth++;
    else if (source[at] === '}' && depth > 0) depth--;
    else if (source[at] === ':' && depth === 0) {
      parts.push(source.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(source.slice(start));
  return parts;
}
