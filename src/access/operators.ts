// The condition operators: how one value of a request is compared with one value of a policy.
import { compileArnPattern } from './arn-pattern.ts';
import { inRange, parseIpRange } from './ip-range.ts';
import { compilePattern, type Lookup, parsePolicyText, resolveText, variableKeys } from './template.ts';

/** Whether one value of the request fits one value of the policy; negation and quantifiers come on top. */
export type Comparison = (given: string, lookup: Lookup) => boolean;

export interface Operator {
  readonly name: string;
  /** `StringNotEquals`: true when no value of the policy fits, and when the key is absent. */
  readonly negated: boolean;
  /** @param variables whether `${…}` in the policy's value is a variable (only String and Arn operators have them). */
  readonly compare: (wanted: string, variables: boolean) => Comparison;
}

export const NULL_OPERATOR = 'Null';

const never: Comparison = () => false;

const stringEquals: Operator['compare'] = (wanted, variables) => {
  const text = parsePolicyText(wanted, variables);
  if (text.kind === 'fixed') return (given) => given === text.value;
  return (given, lookup) => given === resolveText(text, lookup);
};

const stringEqualsIgnoreCase: Operator['compare'] = (wanted, variables) => {
  const text = parsePolicyText(wanted, variables);
  return (given, lookup) => given.toLowerCase() === resolveText(text, lookup)?.toLowerCase();
};

const stringLike: Operator['compare'] = (wanted, variables) =>
  compilePattern(parsePolicyText(wanted, variables));

/** ArnEquals and ArnLike behave alike (IAM guide). */
const arnLike: Operator['compare'] = (wanted, variables) => {
  const matches = compileArnPattern(wanted, { variables, complete: false });
  return (given, lookup) => given.startsWith('arn:') && matches(given, lookup);
};

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const asNumber = (text: string): number => (NUMBER.test(text.trim()) ? Number(text) : Number.NaN);

/** W3C dates, or seconds since the epoch. */
function asInstant(text: string): number {
  if (NUMBER.test(text)) return Number(text) * 1000;
  return /^\d{4}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
}

/** Comparisons with NaN are false, so what is no number or date fits nothing. */
const ordered =
  (read: (text: string) => number, holds: (given: number, wanted: number) => boolean): Operator['compare'] =>
  (wanted) => {
    const limit = read(wanted);
    return (given) => holds(read(given), limit);
  };

const bool: Operator['compare'] = (wanted) => {
  const expected = wanted.toLowerCase();
  return (given) => given.toLowerCase() === expected;
};

const binaryEquals: Operator['compare'] = (wanted) => {
  const expected = Buffer.from(wanted, 'base64');
  return (given) => expected.equals(Buffer.from(given, 'base64'));
};

const ipAddress: Operator['compare'] = (wanted) => {
  const range = parseIpRange(wanted);
  return range ? (given) => inRange(given, range) : never;
};

const ORDERINGS: readonly [string, (given: number, wanted: number) => boolean][] = [
  ['Equals', (given, wanted) => given === wanted],
  ['LessThan', (given, wanted) => given < wanted],
  ['LessThanEquals', (given, wanted) => given <= wanted],
  ['GreaterThan', (given, wanted) => given > wanted],
  ['GreaterThanEquals', (given, wanted) => given >= wanted],
];

const positive: readonly [string, Operator['compare']][] = [
  ['StringEquals', stringEquals],
  ['StringEqualsIgnoreCase', stringEqualsIgnoreCase],
  ['StringLike', stringLike],
  ['ArnEquals', arnLike],
  ['ArnLike', arnLike],
  ['Bool', bool],
  ['BinaryEquals', binaryEquals],
  ['IpAddress', ipAddress],
  ...ORDERINGS.map(([suffix, holds]) => [`Numeric${suffix}`, ordered(asNumber, holds)] as const),
  ...ORDERINGS.map(([suffix, holds]) => [`Date${suffix}`, ordered(asInstant, holds)] as const),
].map(([name, compare]) => [name as string, compare as Operator['compare']]);

const NEGATIONS: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NotIpAddress: 'IpAddress',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
};

/** By lower-case name: operators are recognised whatever their case. */
const operators = new Map<string, Operator>();
for (const [name, compare] of positive) operators.set(name.toLowerCase(), { name, negated: false, compare });
for (const [name, base] of Object.entries(NEGATIONS)) {
  const operator = operators.get(base.toLowerCase());
  if (operator) operators.set(name.toLowerCase(), { name, negated: true, compare: operator.compare });
}

/** Undefined for a name that is no operator; `Null` is not among them. */
export const findOperator = (name: string): Operator | undefined => operators.get(name.toLowerCase());

export const keysInValue = (wanted: string, variables: boolean): readonly string[] =>
  variableKeys(parsePolicyText(wanted, variables));
