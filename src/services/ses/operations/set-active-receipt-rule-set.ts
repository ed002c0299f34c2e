// SetActiveReceiptRuleSet: this set and no other; without a name no mail is received any more.
import { empty, string, structure } from '../../../core/shape.ts';
import * as errors from '../errors.ts';
import { NAME_CHARACTERS, nameProblem } from '../names.ts';
import { onEverything, sesOperation } from '../operation.ts';

export const setActiveReceiptRuleSet = sesOperation({
  name: 'SetActiveReceiptRuleSet',
  input: structure({ RuleSetName: string() }),
  output: empty,
  access: onEverything('SetActiveReceiptRuleSet'),
  async run({ input, call, deps: { rules } }) {
    // A blank name clears as an absent one does (probed).
    const name = input.RuleSetName?.trim() ? input.RuleSetName : undefined;
    if (name !== undefined) requireName(name);
    await rules.activate(call, name, () => {
      if (name !== undefined && !rules.find(call, name)) throw errors.noSuchRuleSet(name);
    });
    return {};
  },
});

function requireName(name: string): void {
  const problem = nameProblem(name);
  if (problem === 'form') throw errors.notAValid('ruleSetName', name);
  if (problem === 'characters') {
    throw errors.validationError(
      `1 validation error detected: Value at 'ruleSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${NAME_CHARACTERS}`,
    );
  }
}
