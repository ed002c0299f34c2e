// DescribeActiveReceiptRuleSet: the set that mail meets; nothing at all when there is none (probed).
import { empty } from '../../../core/shape.ts';
import { onEverything, sesOperation } from '../operation.ts';
import { describedRuleSet } from '../shapes.ts';
import { describe } from './describe-receipt-rule-set.ts';

export const describeActiveReceiptRuleSet = sesOperation({
  name: 'DescribeActiveReceiptRuleSet',
  input: empty,
  output: describedRuleSet,
  access: onEverything('DescribeActiveReceiptRuleSet'),
  run({ call, deps: { rules } }) {
    const set = rules.activeIn(call);
    return set ? describe(set) : {};
  },
});
