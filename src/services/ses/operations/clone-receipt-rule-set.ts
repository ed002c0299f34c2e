// CloneReceiptRuleSet: a deep copy in the same order, never active; an existing target beats a missing source.
import { empty, required, structure } from '../../../core/shape.ts';
import * as errors from '../errors.ts';
import { nameProblem } from '../names.ts';
import { onEverything, sesOperation } from '../operation.ts';
import { looseName } from '../shapes.ts';
import { MAX_RULE_SETS } from './create-receipt-rule-set.ts';

export const cloneReceiptRuleSet = sesOperation({
  name: 'CloneReceiptRuleSet',
  // In this order: with both names malformed AWS reports the original's first (probed).
  input: structure({ OriginalRuleSetName: required(looseName), RuleSetName: required(looseName) }),
  output: empty,
  access: onEverything('CloneReceiptRuleSet'),
  async run({ input: { RuleSetName, OriginalRuleSetName }, call, deps: { rules } }) {
    for (const name of [RuleSetName, OriginalRuleSetName]) {
      if (nameProblem(name)) throw errors.notAValid('ruleSetName', name);
    }
    await rules.create(call, RuleSetName, call.time, () => {
      if (rules.find(call, RuleSetName)) throw errors.ruleSetExists(RuleSetName);
      const original = rules.find(call, OriginalRuleSetName);
      if (!original) throw errors.noSuchRuleSet(OriginalRuleSetName);
      if (rules.count(call) >= MAX_RULE_SETS) throw errors.limitExceeded('rule sets');
      return original.rules;
    });
    return {};
  },
});
