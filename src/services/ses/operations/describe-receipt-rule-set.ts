// DescribeReceiptRuleSet: the set and its rules in order.
import { required, structure } from '../../../core/shape.ts';
import * as errors from '../errors.ts';
import { onEverything, sesOperation } from '../operation.ts';
import type { RuleSet } from '../rule-store.ts';
import { describedRuleSet, ruleSetName } from '../shapes.ts';

export const describeReceiptRuleSet = sesOperation({
  name: 'DescribeReceiptRuleSet',
  input: structure({ RuleSetName: required(ruleSetName) }),
  output: describedRuleSet,
  resolve({ input: { RuleSetName }, call, deps }) {
    const set = deps.rules.find(call, RuleSetName);
    if (!set) throw errors.noSuchRuleSet(RuleSetName);
    return set;
  },
  access: onEverything('DescribeReceiptRuleSet'),
  run: ({ target }) => describe(target),
});

export const describe = (set: RuleSet) => ({ Metadata: metadataOf(set), Rules: set.rules });

export const metadataOf = ({ name, created }: RuleSet) => ({
  Name: name,
  CreatedTimestamp: new Date(created),
});
