// Keys with points, in a policy for message bodies and in the body alike: `{"a.b": 1}` and `{"a": {"b": 1}}` are the
// same to SNS (recorded: LocalStack's test_filter_policy_on_message_body_dot_attribute). Pure.
import { isObject } from '../json.ts';

/** What lies deeper is left as it stands: the stack has an end. */
const DEEPEST = 100;

type Level = Record<string, unknown>;

/** @returns the value with each key's points as levels; what is said of one place in two ways stands there together. */
export function withoutDots(value: unknown, depth = 0): unknown {
  if (depth > DEEPEST) return value;
  if (Array.isArray(value)) return value.map((item) => withoutDots(item, depth + 1));
  if (!isObject(value)) return value;
  const whole = emptyLevel();
  for (const [key, inner] of Object.entries(value)) {
    const path = key.split('.');
    const below = depth + path.length;
    put(whole, below > DEEPEST ? [key] : path, withoutDots(inner, below));
  }
  return whole;
}

/** Without a prototype: `__proto__` is a key like others. */
const emptyLevel = (): Level => Object.create(null);

function put(whole: Level, path: readonly string[], value: unknown): void {
  let level = whole;
  for (const name of path.slice(0, -1)) {
    const next = level[name];
    if (isObject(next)) {
      level = next;
      continue;
    }
    const fresh = emptyLevel();
    level[name] = next === undefined ? fresh : [next, fresh].flat();
    level = fresh;
  }
  const last = path.at(-1) ?? '';
  level[last] = together(level[last], value);
}

function together(held: unknown, value: unknown): unknown {
  if (held === undefined) return value;
  if (!isObject(held) || !isObject(value)) return [held, value].flat();
  const level: Level = held;
  for (const [key, inner] of Object.entries(value)) level[key] = together(level[key], inner);
  return level;
}
