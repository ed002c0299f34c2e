// ListReceiptRuleSets: 100 to a page, oldest first.
import { list, string, structure } from '../../../core/shape.ts';
import { invalidParameter } from '../errors.ts';
import { onEverything, sesOperation } from '../operation.ts';
import { ruleSetMetadata } from '../shapes.ts';
import { metadataOf } from './describe-receipt-rule-set.ts';

const PAGE = 100;

export const listReceiptRuleSets = sesOperation({
  name: 'ListReceiptRuleSets',
  input: structure({ NextToken: string() }),
  output: structure({ RuleSets: list(ruleSetMetadata), NextToken: string() }),
  access: onEverything('ListReceiptRuleSets'),
  run({ input: { NextToken }, call, deps: { rules } }) {
    const all = rules.list(call);
    const start = NextToken === undefined ? 0 : startOf(NextToken);
    const next = start + PAGE < all.length ? String(start + PAGE) : undefined;
    return {
      RuleSets: all.slice(start, start + PAGE).map(metadataOf),
      ...(next !== undefined && { NextToken: Buffer.from(next).toString('base64') }),
    };
  },
});

function startOf(token: string): number {
  const start = Number(Buffer.from(token, 'base64').toString());
  if (!Number.isInteger(start) || start <= 0) throw invalidParameter('Invalid NextToken');
  return start;
}
