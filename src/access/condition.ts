// One condition of a statement: operator, quantifier, key and the policy's values, ready to be asked.
import { type Comparison, findOperator, keysInValue, NULL_OPERATOR, type Operator } from './operators.ts';
import type { Lookup } from './template.ts';

export interface Condition {
  /** As the document spells it: `ForAllValues:StringLikeIfExists`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
  /** The same key as requests are asked for it. */
  readonly lookupKey: string;
  readonly variableKeys: readonly string[];
  readonly holds: (lookup: Lookup) => boolean;
}

export interface OperatorName {
  readonly quantifier: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly ifExists: boolean;
  /** Undefined: `Null`. */
  readonly operator: Operator | undefined;
}

const NAME = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/i;

/** Undefined when AWS has no such operator. */
export function parseOperatorName(text: string): OperatorName | undefined {
  const [, quantifier, base = '', ifExists] = NAME.exec(text) ?? [];
  const operator = findOperator(base);
  const isNull = base.toLowerCase() === NULL_OPERATOR.toLowerCase();
  // Null already asks for existence, so it has no IfExists (IAM guide); the quantifiers add nothing to it.
  if (!operator && (!isNull || ifExists)) return undefined;
  return {
    quantifier:
      quantifier === undefined
        ? undefined
        : quantifier.toLowerCase() === 'forallvalues'
          ? 'ForAllValues'
          : 'ForAnyValue',
    ifExists: ifExists !== undefined,
    operator,
  };
}

/** An operator that AWS does not have never holds. */
export function compileCondition(
  operatorName: string,
  key: string,
  values: readonly string[],
  variables: boolean,
): Condition {
  const lookupKey = key.toLowerCase();
  const parsed = parseOperatorName(operatorName);
  return {
    operator: operatorName,
    key,
    values,
    lookupKey,
    variableKeys: values.flatMap((value) => keysInValue(value, variables)),
    holds: parsed ? compileTest(parsed, lookupKey, values, variables) : () => false,
  };
}

function compileTest(
  { quantifier, ifExists, operator }: OperatorName,
  key: string,
  values: readonly string[],
  variables: boolean,
): Condition['holds'] {
  if (!operator) {
    const wanted = values.map((value) => value.toLowerCase() === 'true');
    return (lookup) => wanted.includes(lookup(key) === undefined);
  }
  const { negated } = operator;
  const comparisons = values.map((value) => operator.compare(value, variables));
  const fits = (given: string, lookup: Lookup) =>
    comparisons.some((comparison: Comparison) => comparison(given, lookup)) !== negated;

  switch (quantifier) {
    case 'ForAllValues':
      // True without the key, and for an empty string (IAM guide: "a null data set").
      return (lookup) => (lookup(key) ?? []).every((given) => given === '' || fits(given, lookup));
    case 'ForAnyValue':
      return (lookup) => lookup(key)?.some((given) => fits(given, lookup)) ?? ifExists;
    default:
      return (lookup) => {
        const given = lookup(key);
        if (given === undefined || given.length === 0) return ifExists || negated;
        // A key of several values without a quantifier: one may fit, for a negation all must be unlike.
        return negated
          ? given.every((value) => fits(value, lookup))
          : given.some((value) => fits(value, lookup));
      };
  }
}

/** Why a condition does not hold: `Condition StringEquals aws:SourceAccount: '1' is none of ['2']`. */
export function describeFailure(condition: Condition, lookup: Lookup): string {
  const given = lookup(condition.lookupKey);
  const shown =
    given === undefined
      ? 'the request does not have the key'
      : given.length === 0
        ? 'no values'
        : given.map((value) => `'${value}'`).join(', ');
  const wanted = condition.values.map((value) => `'${value}'`).join(', ');
  const relation = relationOf(condition.operator);
  return `Condition ${condition.operator} ${condition.key}: ${shown}${given === undefined ? `, wanted [${wanted}]` : ` ${relation} [${wanted}]`}`;
}

function relationOf(name: string): string {
  const parsed = parseOperatorName(name);
  if (!parsed) return 'cannot be compared (no such operator) with';
  if (!parsed.operator) return 'is present, Null wanted';
  return parsed.operator.negated ? 'is one of' : 'is none of';
}
