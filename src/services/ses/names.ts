// The names of rule sets, rules and filters. The model knows no constraint; the wire does (facts §0, §1).

export type NamedThing = 'ruleSetName' | 'ruleName' | 'filterName';

/** Stands as it is in validation messages. */
export const NAME_CHARACTERS = '^[a-zA-Z0-9_.-]+$';
/** What is left to the service once the characters are right: at most 64, letters or digits at both ends. */
export const NAME_WHOLE = '[a-zA-Z0-9]([a-zA-Z0-9_.-]{0,62}[a-zA-Z0-9])?';

const CHARACTERS = new RegExp(NAME_CHARACTERS);
const WHOLE = new RegExp(`^${NAME_WHOLE}$`);

/** `characters` is the front door's complaint, `form` the service's own. */
export function nameProblem(name: string): 'characters' | 'form' | undefined {
  if (!CHARACTERS.test(name)) return 'characters';
  return WHOLE.test(name) ? undefined : 'form';
}
