// CreateReceiptRule: to the front of the set, or right behind the rule that After names.
import { empty, required, structure } from '../../../core/shape.ts';
import * as errors from '../errors.ts';
import { nameProblem } from '../names.ts';
import { onEverything, sesOperation } from '../operation.ts';
import { checkActions, preflight } from '../preflight.ts';
import { type ReceiptRule, ruleOf } from '../rule.ts';
import type { RuleSet } from '../rule-store.ts';
import { looseName, receiptRule, ruleSetName } from '../shapes.ts';

/** DOC quotas, probed. */
const MAX_RULES = 200;

export const createReceiptRule = sesOperation({
  name: 'CreateReceiptRule',
  input: structure({ RuleSetName: required(ruleSetName), After: looseName, Rule: required(receiptRule) }),
  output: empty,
  access: onEverything('CreateReceiptRule'),
  async run({ input: { RuleSetName, Rule, After }, call, deps }) {
    if (nameProblem(Rule.Name)) throw errors.notAValid('ruleName', Rule.Name);
    const rule = ruleOf(Rule);
    // Judged before the other services are asked, and again when nobody else can write any more.
    insert(deps.rules.find(call, RuleSetName), RuleSetName, rule, After);
    checkActions(rule);
    await preflight(deps, call, RuleSetName, rule);
    await deps.rules.changeRules(call, RuleSetName, (set) => insert(set, RuleSetName, rule, After));
    return {};
  },
});

function insert(
  set: RuleSet | undefined,
  name: string,
  rule: ReceiptRule,
  after: string | undefined,
): ReceiptRule[] {
  if (!set) throw errors.noSuchRuleSet(name);
  if (set.rules.some(({ Name }) => Name === rule.Name)) throw errors.ruleExists(rule.Name);
  if (set.rules.length >= MAX_RULES) throw errors.limitExceeded('rules');
  const at = after === undefined ? 0 : indexOf(set.rules, after) + 1;
  return set.rules.toSpliced(at, 0, rule);
}

export function indexOf(rules: readonly ReceiptRule[], name: string): number {
  const index = rules.findIndex(({ Name }) => Name === name);
  if (index < 0) throw errors.noSuchRule(name);
  return index;
}
