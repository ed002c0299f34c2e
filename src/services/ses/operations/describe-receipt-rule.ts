// DescribeReceiptRule: one rule, with its defaults filled in.
import { required, structure } from '../../../core/shape.ts';
import * as errors from '../errors.ts';
import { nameProblem } from '../names.ts';
import { onEverything, sesOperation } from '../operation.ts';
import { looseName, receiptRule, ruleSetName } from '../shapes.ts';

export const describeReceiptRule = sesOperation({
  name: 'DescribeReceiptRule',
  input: structure({ RuleSetName: required(ruleSetName), RuleName: required(looseName) }),
  output: structure({ Rule: receiptRule }),
  resolve({ input: { RuleSetName, RuleName }, call, deps: { rules } }) {
    if (nameProblem(RuleName)) throw errors.notAValid('ruleName', RuleName);
    const set = rules.find(call, RuleSetName);
    if (!set) throw errors.noSuchRuleSet(RuleSetName);
    const rule = set.rules.find(({ Name }) => Name === RuleName);
    if (!rule) throw errors.noSuchRule(RuleName);
    return rule;
  },
  access: onEverything('DescribeReceiptRule'),
  run: ({ target }) => ({ Rule: target }),
});
