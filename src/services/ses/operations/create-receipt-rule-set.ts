// CreateReceiptRuleSet: an empty, inactive set.
import { empty, required, structure } from '../../../core/shape.ts';
import * as errors from '../errors.ts';
import { onEverything, sesOperation } from '../operation.ts';
import { ruleSetName } from '../shapes.ts';

/** DOC quotas; the message of the 41st is not known, "Too many rule sets" follows its siblings. */
export const MAX_RULE_SETS = 40;

export const createReceiptRuleSet = sesOperation({
  name: 'CreateReceiptRuleSet',
  input: structure({ RuleSetName: required(ruleSetName) }),
  output: empty,
  access: onEverything('CreateReceiptRuleSet'),
  async run({ input: { RuleSetName }, call, deps: { rules } }) {
    await rules.create(call, RuleSetName, call.time, () => {
      if (rules.find(call, RuleSetName)) throw errors.ruleSetExists(RuleSetName);
      if (rules.count(call) >= MAX_RULE_SETS) throw errors.limitExceeded('rule sets');
      return [];
    });
    return {};
  },
});
