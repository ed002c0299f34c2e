// UpdateReceiptRule: replaces the whole rule in its place; members left out fall back to their defaults.
import { empty, required, structure } from '../../../core/shape.ts';
import * as errors from '../errors.ts';
import { nameProblem } from '../names.ts';
import { onEverything, sesOperation } from '../operation.ts';
import { checkActions, preflight } from '../preflight.ts';
import { type ReceiptRule, ruleOf } from '../rule.ts';
import type { RuleSet } from '../rule-store.ts';
import { receiptRule, ruleSetName } from '../shapes.ts';
import { indexOf } from './create-receipt-rule.ts';

export const updateReceiptRule = sesOperation({
  name: 'UpdateReceiptRule',
  input: structure({ RuleSetName: required(ruleSetName), Rule: required(receiptRule) }),
  output: empty,
  access: onEverything('UpdateReceiptRule'),
  async run({ input: { RuleSetName, Rule }, call, deps }) {
    if (nameProblem(Rule.Name)) throw errors.notAValid('ruleName', Rule.Name);
    const rule = ruleOf(Rule);
    replace(deps.rules.find(call, RuleSetName), RuleSetName, rule);
    checkActions(rule);
    await preflight(deps, call, RuleSetName, rule);
    await deps.rules.changeRules(call, RuleSetName, (set) => replace(set, RuleSetName, rule));
    return {};
  },
});

function replace(set: RuleSet | undefined, name: string, rule: ReceiptRule): ReceiptRule[] {
  if (!set) throw errors.noSuchRuleSet(name);
  return set.rules.with(indexOf(set.rules, rule.Name), rule);
}
