// Filter policies as they are set: what SNS refuses of one, in its words (recorded on AWS; it adds the place in
// the text, which is left out here).
import { parseIpRange } from '../../../access/ip-range.ts';
import { isObject } from '../json.ts';

export type FilterPolicy = Readonly<Record<string, unknown>>;
export type FilterScope = 'MessageAttributes' | 'MessageBody';

const MOST_KEYS = 5;
const MOST_COMBINATIONS = 150;
const DEEPEST = 100;

export class FilterProblem extends Error {}

/** @throws FilterProblem */
export function checkFilterPolicy(policy: FilterPolicy, scope: FilterScope): void {
  const combinations = combinationsOf(policy, scope, { depth: 1, within: 1 }, 1);
  // Of what is nested, only the outermost keys count (guide "Filter policy constraints").
  if (Object.keys(policy).length > MOST_KEYS) {
    throw new FilterProblem('Filter policy can not have more than 5 keys');
  }
  if (combinations > MOST_COMBINATIONS) throw new FilterProblem('Filter policy is too complex');
}

/** How many keys stand around a part of a policy; `within` counts each `$or` among them. */
interface Place {
  readonly depth: number;
  readonly within: number;
}

/** A key multiplies what stands before it, deep ones by their depth; the branches of `$or` add up (recorded). */
function combinationsOf(
  policy: FilterPolicy,
  scope: FilterScope,
  { depth, within }: Place,
  before: number,
): number {
  // A bound of ours: nothing so deep can be simple enough, and the stack has an end.
  if (within > DEEPEST) throw new FilterProblem('Filter policy is too complex');
  let combinations = before;
  for (const [key, rule] of Object.entries(policy)) {
    if (key === '$or' && Array.isArray(rule) && rule.length > 0 && rule.every(isObject)) {
      const place = { depth, within: within + 1 };
      const factor = combinations;
      combinations = rule.reduce((sum, branch) => sum + combinationsOf(branch, scope, place, factor), 0);
    } else if (Array.isArray(rule)) {
      if (rule.length === 0) throw new FilterProblem('Empty arrays are not allowed');
      combinations *= rule.length * depth;
      for (const condition of rule) checkCondition(condition);
    } else {
      if (!isObject(rule)) throw new FilterProblem(`"${key}" must be an object or an array`);
      combinations = combinationsOf(rule, scope, { depth: depth + 1, within: within + 1 }, combinations);
      if (scope === 'MessageAttributes') throw new NestedProblem();
    }
  }
  return combinations;
}

/** Worded without the attribute's name before it. */
export class NestedProblem extends Error {
  constructor() {
    super('Filter policy scope MessageAttributes does not support nested filter policy');
  }
}

function checkCondition(condition: unknown): void {
  if (Array.isArray(condition)) {
    throw new FilterProblem('Match value must be String, number, true, false, or null');
  }
  if (!isObject(condition)) return;
  const [[operator, operand] = ['', undefined], ...others] = Object.entries(condition);
  if (others.length > 0) throw new FilterProblem('Only one key allowed in match expression');
  switch (operator) {
    case 'prefix':
    case 'suffix':
    case 'equals-ignore-case':
      return requireText(operator, operand);
    case 'exists':
      if (typeof operand === 'boolean') return;
      throw new FilterProblem('exists match pattern must be either true or false.');
    case 'numeric':
      return checkNumeric(operand);
    case 'cidr':
      return checkCidr(operand);
    case 'anything-but':
      return checkAnythingBut(operand);
    default:
      throw new FilterProblem(`Unrecognized match type ${operator}`);
  }
}

function requireText(operator: string, operand: unknown): void {
  if (typeof operand !== 'string') throw new FilterProblem(`${operator} match pattern must be a string`);
}

function checkAnythingBut(operand: unknown): void {
  if (!isObject(operand)) return;
  const [[operator, pattern] = ['', undefined]] = Object.entries(operand);
  if (operator !== 'prefix') throw new FilterProblem(`Unsupported anything-but pattern: ${operator}`);
  requireText('prefix', pattern);
}

function checkCidr(operand: unknown): void {
  if (typeof operand !== 'string') throw new FilterProblem('prefix match pattern must be a string');
  const [address = '', bits, ...rest] = operand.split('/');
  if (bits === undefined || rest.length > 0) throw new FilterProblem("Malformed CIDR, one '/' required");
  if (!/^\d+$/.test(bits)) throw new FilterProblem('Malformed CIDR, mask bits must be an integer');
  if (!parseIpRange(operand)) throw new FilterProblem(`Nonstandard IP address: ${address}`);
}

const OPERATORS = ['=', '<', '<=', '>', '>='];

function checkNumeric(operand: unknown): void {
  const terms: readonly unknown[] = Array.isArray(operand) ? operand : [];
  const [first, bottom, second, top, ...rest] = terms;
  if (typeof first !== 'string') throw new FilterProblem(`Invalid member in numeric match: ${first ?? ']'}`);
  if (!OPERATORS.includes(first)) {
    throw new FilterProblem(`Unrecognized numeric range operator: ${first}`);
  }
  if (typeof bottom !== 'number') {
    throw new FilterProblem(`Value of ${first === '=' ? 'equals' : first} must be numeric`);
  }
  if (second === undefined) return;
  if (!first.startsWith('>')) throw new FilterProblem('Too many elements in numeric expression');
  if (typeof second !== 'string') throw new FilterProblem(`Bad value in numeric range: ${second}`);
  if (second !== '<' && second !== '<=') throw new FilterProblem(`Bad numeric range operator: ${second}`);
  if (typeof top !== 'number') throw new FilterProblem(`Value of ${second} must be numeric`);
  if (bottom >= top) throw new FilterProblem('Bottom must be less than top');
  if (rest.length > 0) throw new FilterProblem('Too many terms in numeric range expression');
}
