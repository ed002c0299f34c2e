// ReorderReceiptRuleSet: an exact permutation, judged in the recorded order: duplicates, missing, unknown.
import { empty, list, required, string, structure } from '../../../core/shape.ts';
import * as errors from '../errors.ts';
import { NAME_CHARACTERS, nameProblem } from '../names.ts';
import { onEverything, sesOperation } from '../operation.ts';
import type { ReceiptRule } from '../rule.ts';
import { looseName } from '../shapes.ts';

export const reorderReceiptRuleSet = sesOperation({
  name: 'ReorderReceiptRuleSet',
  input: structure({
    RuleSetName: required(looseName),
    RuleNames: required(list(string({ min: 1, max: 100, pattern: NAME_CHARACTERS }))),
  }),
  output: empty,
  access: onEverything('ReorderReceiptRuleSet'),
  async run({ input: { RuleSetName, RuleNames }, call, deps: { rules } }) {
    if (nameProblem(RuleSetName)) throw errors.notAValid('ruleSetName', RuleSetName);
    await rules.changeRules(call, RuleSetName, (set) => {
      if (!set) throw errors.noSuchRuleSet(RuleSetName);
      return reorder(set.rules, RuleNames);
    });
    return {};
  },
});

function reorder(rules: readonly ReceiptRule[], names: readonly string[]): ReceiptRule[] {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw errors.invalidParameter(`Multiple positions found for rule: ${twice}`);
  const missing = rules.map(({ Name }) => Name).filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw errors.invalidParameter(`Positions for rules not found: ${missing.join(', ')}`);
  }
  return names.map((name) => {
    const rule = rules.find(({ Name }) => Name === name);
    if (!rule) throw errors.noSuchRule(name);
    return rule;
  });
}
