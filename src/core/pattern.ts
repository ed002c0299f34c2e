// A shape's pattern as a regular expression.

const patterns = new Map<string, RegExp>();

/** AWS's model writes Java patterns; those in use here mean the same in JavaScript once anchored. */
export function compiledPattern(pattern: string): RegExp {
  let expression = patterns.get(pattern);
  if (!expression) {
    expression = new RegExp(`^(?:${pattern})$`, 'u');
    patterns.set(pattern, expression);
  }
  return expression;
}
