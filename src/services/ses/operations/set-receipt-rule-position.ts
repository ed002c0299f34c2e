// SetReceiptRulePosition: to the front, or right behind another; after itself means to stay (probed).
import { empty, required, structure } from '../../../core/shape.ts';
import * as errors from '../errors.ts';
import { nameProblem } from '../names.ts';
import { onEverything, sesOperation } from '../operation.ts';
import type { ReceiptRule } from '../rule.ts';
import { looseName, ruleSetName } from '../shapes.ts';
import { indexOf } from './create-receipt-rule.ts';

export const setReceiptRulePosition = sesOperation({
  name: 'SetReceiptRulePosition',
  input: structure({
    RuleSetName: required(ruleSetName),
    RuleName: required(looseName),
    After: looseName,
  }),
  output: empty,
  access: onEverything('SetReceiptRulePosition'),
  async run({ input: { RuleSetName, RuleName, After }, call, deps: { rules } }) {
    if (nameProblem(RuleName)) throw errors.notAValid('ruleName', RuleName);
    await rules.changeRules(call, RuleSetName, (set) => {
      if (!set) throw errors.noSuchRuleSet(RuleSetName);
      return move(set.rules, RuleName, After);
    });
    return {};
  },
});

function move(rules: readonly ReceiptRule[], name: string, after: string | undefined): ReceiptRule[] {
  const rule = rules[indexOf(rules, name)] as ReceiptRule;
  if (name === after) return [...rules];
  if (after !== undefined) indexOf(rules, after);
  const others = rules.filter((each) => each !== rule);
  return others.toSpliced(after === undefined ? 0 : indexOf(others, after) + 1, 0, rule);
}
