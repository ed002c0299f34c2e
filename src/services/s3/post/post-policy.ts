// The policy of a form: what its signer lets the form say ("Creating a POST policy").
import { AwsError } from '../../../core/errors.ts';
import { accessDenied } from '../errors.ts';

export interface PostPolicy {
  /** Milliseconds since the epoch. */
  readonly expiration: number;
  readonly conditions: readonly Condition[];
}

type Condition =
  | {
      readonly kind: 'eq' | 'starts-with';
      /** Undefined where its name lacks the `$`: no field has that name, so the condition fails (recorded). */
      readonly field: string | undefined;
      readonly value: string;
      readonly text: string;
    }
  | { readonly kind: 'content-length-range'; readonly min: number; readonly max: number };

export interface LengthRange {
  readonly min: number;
  readonly max: number;
}

const invalid = (why: string) => new AwsError('InvalidPolicyDocument', 400, `Invalid Policy: ${why}`);
const refused = (why: string) => accessDenied(`Invalid according to Policy: ${why}`);

/** The one form the page has for expiration: in UTC. */
const ISO_8601 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

export function readPolicy(base64: string): PostPolicy {
  let document: unknown;
  try {
    document = JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
  } catch {
    throw invalid('Invalid JSON.');
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw invalid('Invalid JSON.');
  const { expiration, conditions } = document as {
    readonly expiration?: unknown;
    readonly conditions?: unknown;
  };
  if (expiration === undefined) throw invalid('Policy missing expiration.');
  const time =
    typeof expiration === 'string' && ISO_8601.test(expiration) ? Date.parse(expiration) : Number.NaN;
  if (Number.isNaN(time)) throw invalid(`Invalid 'expiration' value: '${String(expiration)}'`);
  if (!Array.isArray(conditions)) throw invalid('Policy missing conditions.');
  return { expiration: time, conditions: conditions.flatMap(conditionsOf) };
}

function conditionsOf(item: unknown): Condition[] {
  if (Array.isArray(item)) return [listed(item)];
  if (typeof item !== 'object' || item === null) throw invalid('Invalid JSON.');
  const properties = Object.entries(item);
  if (properties.length !== 1) {
    throw invalid('Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.');
  }
  return properties.map(([name, value]) => {
    if (typeof value !== 'string') throw invalid(`Invalid Simple-Condition: value must be a string.`);
    return exact(name, value);
  });
}

function listed(item: readonly unknown[]): Condition {
  const [operator, name, value] = item;
  if (item.length !== 3 || typeof operator !== 'string')
    throw invalid('Invalid Condition: wrong number of arguments.');
  const kind = operator.toLowerCase();
  if (kind === 'content-length-range') {
    const [min, max] = [Number(name), Number(value)];
    if (Number.isInteger(min) && Number.isInteger(max)) return { kind, min, max };
    // Bounds that are no numbers hold for no file (recorded).
    return { kind: 'eq', field: undefined, value: '', text: textOf(kind, String(name), String(value)) };
  }
  if ((kind !== 'eq' && kind !== 'starts-with') || typeof name !== 'string' || typeof value !== 'string') {
    throw invalid(`Invalid Condition: unknown operation '${operator}'.`);
  }
  const field = name.startsWith('$') ? name.slice(1).toLowerCase() : undefined;
  return { kind, field, value, text: textOf(kind, name, value) };
}

const textOf = (kind: string, name: string, value: string): string => `["${kind}", "${name}", "${value}"]`;

const exact = (name: string, value: string): Condition => ({
  kind: 'eq',
  field: name.toLowerCase(),
  value,
  text: textOf('eq', `$${name}`, value),
});

/** Fields that no policy needs to name. */
const EXEMPT = new Set(['policy', 'x-amz-signature', 'signature', 'awsaccesskeyid', 'file']);

/** Holds a form's fields to its policy; the bucket is the one it was posted to. */
export function checkPolicy(
  policy: PostPolicy,
  fields: ReadonlyMap<string, string>,
  bucket: string,
  time: number,
): LengthRange | undefined {
  if (policy.expiration <= time) throw refused('Policy expired.');
  const known = new Map([...fields, ['bucket', bucket] as const]);
  const named = new Set<string>();
  let range: LengthRange | undefined;
  for (const condition of policy.conditions) {
    if (condition.kind === 'content-length-range') {
      range = condition;
      continue;
    }
    const { kind, field, value } = condition;
    const actual = field === undefined ? undefined : (known.get(field) ?? '');
    if (field !== undefined) named.add(field);
    const holds = kind === 'eq' ? actual === value : actual?.startsWith(value);
    if (!holds) throw refused(`Policy Condition failed: ${condition.text}`);
  }
  const extra = [...fields.keys()].filter(
    (name) => !named.has(name) && !EXEMPT.has(name) && !name.startsWith('x-ignore-'),
  );
  if (extra.length > 0) throw refused(`Extra input fields: ${extra.join(', ')}`);
  return range;
}
