// Wildcard patterns: `*` is any run of characters, `?` any single one. No regular expressions: a policy's
// author must not be able to make the matcher slow.

/** A pattern as code units, so that a `*` that came out of a policy variable stays a plain character. */
export type Glob = readonly number[];

const ANY_RUN = -1;
const ANY_ONE = -2;

const STAR = 42;
const QUESTION = 63;

export function parseGlob(pattern: string): number[] {
  const glob: number[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const unit = pattern.charCodeAt(at);
    if (unit === STAR) {
      if (glob.at(-1) !== ANY_RUN) glob.push(ANY_RUN);
    } else glob.push(unit === QUESTION ? ANY_ONE : unit);
  }
  return glob;
}

/** Text in which nothing is special. */
export function literalGlob(text: string): number[] {
  const glob: number[] = [];
  for (let at = 0; at < text.length; at++) glob.push(text.charCodeAt(at));
  return glob;
}

/** Greedy with one point of return: at worst pattern length times text length, never exponential. */
export function globMatches(glob: Glob, text: string): boolean {
  let at = 0;
  let step = 0;
  let starStep = -1;
  let starAt = 0;
  while (at < text.length) {
    const expected = glob[step];
    if (expected === ANY_RUN) {
      starStep = step++;
      starAt = at;
    } else if (expected === ANY_ONE || expected === text.charCodeAt(at)) {
      step++;
      at++;
    } else if (starStep >= 0) {
      step = starStep + 1;
      at = ++starAt;
    } else return false;
  }
  while (glob[step] === ANY_RUN) step++;
  return step === glob.length;
}

export type TextMatcher = (text: string) => boolean;

/** The common patterns (no wildcard, one at the end) cost a comparison. */
export function compileWildcard(pattern: string): TextMatcher {
  if (pattern === '*') return always;
  const first = pattern.search(/[*?]/);
  if (first < 0) return (text) => text === pattern;
  if (first === pattern.length - 1 && pattern.endsWith('*')) {
    const prefix = pattern.slice(0, -1);
    return (text) => text.startsWith(prefix);
  }
  const glob = parseGlob(pattern);
  return (text) => globMatches(glob, text);
}

const always: TextMatcher = () => true;
