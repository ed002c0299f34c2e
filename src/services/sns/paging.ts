// Pages of a hundred; a token carries the ARN that the next one begins after.

export function pageOf<T>(
  found: readonly T[],
  size: number,
  arnOf: (item: T) => string,
): { items: readonly T[]; NextToken?: string } {
  const items = found.slice(0, size);
  const last = items.at(-1);
  if (found.length <= size || last === undefined) return { items };
  return { items, NextToken: Buffer.from(arnOf(last)).toString('base64') };
}

export const readToken = (token: string | undefined): string =>
  token === undefined ? '' : Buffer.from(token, 'base64').toString();
