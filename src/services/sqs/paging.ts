// MaxResults and NextToken: a token is the last name of the page, and only comes where MaxResults was asked for.
import * as errors from './errors.ts';
import type { Queue } from './queue.ts';

const MOST = 1000;

export function requirePage({
  MaxResults = MOST,
  NextToken,
}: {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}): { limit: number; after: string } {
  if (MaxResults < 1 || MaxResults > MOST) {
    throw errors.invalidValueFor(
      'MaxResults',
      MaxResults,
      'MaxResults must be an integer between 1 and 1000.',
    );
  }
  return {
    limit: MaxResults,
    after: NextToken === undefined ? '' : Buffer.from(NextToken, 'base64').toString(),
  };
}

export function pageOf(
  found: readonly Queue[],
  limit: number,
  paged: boolean,
): { items: readonly Queue[]; NextToken?: string } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  if (!paged || found.length <= limit || !last) return { items };
  return { items, NextToken: Buffer.from(last.name).toString('base64') };
}
