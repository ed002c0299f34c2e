// Checks a decoded input against its shape and lists every violation, in AWS's words.
//
// What a service makes of the list (its code, whether values are shown, how members are spelled) is the
// service's own; `core/violations.ts` has the common wording.
import { fitsOf } from './fits.ts';
import { compiledPattern } from './pattern.ts';
import type { Location, ShapeNode, StructureNode } from './shape.ts';

export interface Violation {
  /** Member names from the root, list indices from 1 followed by `member`: ['Tags', '1', 'member', 'TagKey']. */
  readonly path: readonly string[];
  /** The offending value; undefined where it must not be shown (blobs, secrets). */
  readonly value?: string | undefined;
  /** Whether the member was absent. */
  readonly missing?: boolean;
  /** Where the absent member would have travelled, if it has a place of its own (`payload`). */
  readonly location?: Location;
  /** `Member must have length less than or equal to 128` */
  readonly constraint: string;
}

const NONE: readonly Violation[] = [];

/** More than a person reads. A hostile list of millions would make a sentence of each of its items. */
const MOST_VIOLATIONS = 1_000;

/** An empty list when the input fits. Only an input that does not is walked for what is wrong with it. */
export function validate(shape: ShapeNode, input: unknown): readonly Violation[] {
  if (fitsOf(shape)(input)) return NONE;
  const found: Violation[] = [];
  check(shape, input, [], found);
  return found;
}

function check(shape: ShapeNode, value: unknown, path: readonly string[], found: Violation[]): void {
  switch (shape.type) {
    case 'string':
      return checkString(shape, value as string, path, found);
    case 'integer':
    case 'long':
    case 'double':
      return checkRange(shape, value as number, value as number, 'value', path, found);
    case 'blob':
      if (shape.streaming) return;
      return checkRange(shape, (value as Uint8Array).length, undefined, 'length', path, found);
    case 'list': {
      const items = value as readonly unknown[];
      checkRange(shape, items.length, undefined, 'length', path, found);
      for (const [index, item] of items.entries()) {
        if (found.length >= MOST_VIOLATIONS) return;
        check(shape.member, item, [...path, String(index + 1), 'member'], found);
      }
      return;
    }
    case 'map': {
      const entries = Object.entries(value as Record<string, unknown>);
      checkRange(shape, entries.length, undefined, 'length', path, found);
      for (const [key, item] of entries) {
        if (found.length >= MOST_VIOLATIONS) return;
        check(shape.key, key, path, found);
        check(shape.value, item, [...path, key, 'member'], found);
      }
      return;
    }
    case 'structure':
      return checkStructure(shape, value as Record<string, unknown>, path, found);
  }
}

function checkStructure(
  shape: StructureNode,
  value: Record<string, unknown>,
  path: readonly string[],
  found: Violation[],
): void {
  for (const name in shape.members) {
    const member = shape.members[name];
    if (!member) continue;
    const given = value[name];
    if (given !== undefined) {
      check(member.shape, given, [...path, name], found);
    } else if (member.required) {
      const { location } = member;
      found.push({
        path: [...path, name],
        missing: true,
        ...(location && { location }),
        constraint: 'Member must not be null',
      });
    }
  }
}

function checkString(
  shape: Extract<ShapeNode, { type: 'string' }>,
  value: string,
  path: readonly string[],
  found: Violation[],
): void {
  const shown = shape.sensitive ? undefined : value;
  if (shape.values && !shape.values.includes(value)) {
    found.push({
      path,
      value: shown,
      constraint: `Member must satisfy enum value set: [${shape.values.join(', ')}]`,
    });
  }
  checkRange(shape, value.length, shown, 'length', path, found);
  if (shape.pattern && !compiledPattern(shape.pattern).test(value)) {
    found.push({
      path,
      value: shown,
      constraint: `Member must satisfy regular expression pattern: ${shape.pattern}`,
    });
  }
}

function checkRange(
  bounds: { readonly min?: number; readonly max?: number },
  size: number,
  shown: string | number | undefined,
  what: 'length' | 'value',
  path: readonly string[],
  found: Violation[],
): void {
  const value = shown === undefined ? undefined : String(shown);
  if (bounds.max !== undefined && size > bounds.max) {
    found.push({ path, value, constraint: `Member must have ${what} less than or equal to ${bounds.max}` });
  }
  if (bounds.min !== undefined && size < bounds.min) {
    found.push({
      path,
      value,
      constraint: `Member must have ${what} greater than or equal to ${bounds.min}`,
    });
  }
}
