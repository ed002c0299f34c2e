// Whether a message passes a subscription's filter policy. Pure.
import { inRange, parseIpRange } from '../../../access/ip-range.ts';
import { isObject, parseObject } from '../json.ts';
import type { AttributeValue, MessageAttributes } from '../shapes.ts';
import { withoutDots } from './dotted-keys.ts';
import type { FilterPolicy, FilterScope } from './policy.ts';

/** Lists within lists: the stack has an end. */
const DEEPEST = 100;

/** A body that is no JSON object passes no policy. */
export function passes(
  policy: FilterPolicy,
  scope: FilterScope,
  message: { readonly body: string; readonly attributes: MessageAttributes },
): boolean {
  if (scope === 'MessageAttributes') return fits(policy, factsOf(message.attributes));
  const body = parseObject(message.body);
  return body !== undefined && fits(levels(policy), levels(body));
}

const levels = (whole: FilterPolicy) => withoutDots(whole) as FilterPolicy;

/** Every key must fit; `$or` needs one of its branches. */
function fits(policy: FilterPolicy, facts: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(policy).every(([key, rule]) => {
    if (key === '$or' && Array.isArray(rule) && rule.every(isObject)) {
      return rule.some((branch) => fits(branch, facts));
    }
    const value = Object.hasOwn(facts, key) ? facts[key] : undefined;
    if (Array.isArray(rule)) return rule.some((condition) => meets(condition, valuesOf(value)));
    if (!isObject(rule)) return false;
    // A list of structures, or of such lists (recorded): one of them must fit as a whole.
    if (Array.isArray(value)) return value.flat(DEEPEST).some((item) => isObject(item) && fits(rule, item));
    return fits(rule, isObject(value) ? value : {});
  });
}

/** What a condition is held against; an empty list is as good as nothing. */
function valuesOf(value: unknown, depth = 0): readonly unknown[] {
  if (value === undefined || depth > DEEPEST) return [];
  if (Array.isArray(value)) return value.flatMap((item) => valuesOf(item, depth + 1));
  return isObject(value) ? [] : [value];
}

function factsOf(attributes: MessageAttributes): Readonly<Record<string, unknown>> {
  const facts = Object.entries(attributes).map(([name, value]) => [name, factOf(value)] as const);
  return Object.fromEntries(facts.filter(([, fact]) => fact !== undefined));
}

function factOf({ DataType, StringValue = '' }: AttributeValue): unknown {
  if (DataType.startsWith('Binary')) return undefined;
  if (DataType.startsWith('Number')) return Number(StringValue);
  if (DataType !== 'String.Array') return StringValue;
  try {
    return JSON.parse(StringValue);
  } catch {
    return StringValue;
  }
}

function meets(condition: unknown, values: readonly unknown[]): boolean {
  if (!isObject(condition)) return values.some((value) => isSame(value, condition));
  const [[operator, operand] = ['', undefined]] = Object.entries(condition);
  if (operator === 'exists') return values.length > 0 === operand;
  return values.some((value) => meetsOperator(operator, operand, value));
}

/** Numbers are told apart by six digits after the point: the guide says five, AWS itself keeps six (moto's finding). */
function isSame(value: unknown, other: unknown): boolean {
  if (typeof value !== 'number' || typeof other !== 'number') return value === other;
  return Math.trunc(value * 1e6) === Math.trunc(other * 1e6);
}

function meetsOperator(operator: string, operand: unknown, value: unknown): boolean {
  switch (operator) {
    case 'prefix':
      return typeof value === 'string' && value.startsWith(String(operand));
    case 'suffix':
      return typeof value === 'string' && value.endsWith(String(operand));
    case 'equals-ignore-case':
      return typeof value === 'string' && value.toLowerCase() === String(operand).toLowerCase();
    case 'numeric':
      return typeof value === 'number' && Array.isArray(operand) && inNumericRange(operand, value);
    case 'cidr': {
      const range = parseIpRange(String(operand));
      return range !== undefined && typeof value === 'string' && inRange(value, range);
    }
    case 'anything-but':
      if (isObject(operand)) return !(typeof value === 'string' && value.startsWith(String(operand.prefix)));
      return ![operand].flat().some((one) => isSame(value, one));
    default:
      return false;
  }
}

function inNumericRange(terms: readonly unknown[], value: number): boolean {
  for (let index = 0; index < terms.length; index += 2) {
    if (!compares(value, terms[index], Number(terms[index + 1]))) return false;
  }
  return true;
}

function compares(value: number, operator: unknown, bound: number): boolean {
  switch (operator) {
    case '=':
      return isSame(value, bound);
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
    case '>':
      return value > bound;
    default:
      return value >= bound;
  }
}
