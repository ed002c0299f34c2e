// DeleteReceiptRuleSet: idempotent, takes the rules along, refuses the active set.
import { empty, required, structure } from '../../../core/shape.ts';
import * as errors from '../errors.ts';
import { onEverything, sesOperation } from '../operation.ts';
import { ruleSetName } from '../shapes.ts';

export const deleteReceiptRuleSet = sesOperation({
  name: 'DeleteReceiptRuleSet',
  input: structure({ RuleSetName: required(ruleSetName) }),
  output: empty,
  access: onEverything('DeleteReceiptRuleSet'),
  async run({ input: { RuleSetName }, call, deps: { rules } }) {
    await rules.delete(call, RuleSetName, (set) => {
      if (set?.active) throw errors.ruleSetIsActive(RuleSetName);
    });
    return {};
  },
});
