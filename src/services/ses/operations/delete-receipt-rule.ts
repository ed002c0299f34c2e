// DeleteReceiptRule: idempotent for a rule that is not there, not for its set (probed).
import { empty, required, structure } from '../../../core/shape.ts';
import * as errors from '../errors.ts';
import { nameProblem } from '../names.ts';
import { onEverything, sesOperation } from '../operation.ts';
import { looseName, ruleSetName } from '../shapes.ts';

export const deleteReceiptRule = sesOperation({
  name: 'DeleteReceiptRule',
  input: structure({ RuleSetName: required(ruleSetName), RuleName: required(looseName) }),
  output: empty,
  access: onEverything('DeleteReceiptRule'),
  async run({ input: { RuleSetName, RuleName }, call, deps: { rules } }) {
    if (nameProblem(RuleName)) throw errors.notAValid('ruleName', RuleName);
    await rules.changeRules(call, RuleSetName, (set) => {
      if (!set) throw errors.noSuchRuleSet(RuleSetName);
      return set.rules.filter(({ Name }) => Name !== RuleName);
    });
    return {};
  },
});
