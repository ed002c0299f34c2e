// Whether a decoded input fits its shape, as a function compiled once per shape: nearly every input does, and
// then nothing of what `validate` needs for its messages is made.
import { compiledPattern } from './pattern.ts';
import type { ShapeNode, StructureNode } from './shape.ts';

type Fits = (value: never) => boolean;

const compiled = new WeakMap<ShapeNode, (value: unknown) => boolean>();

export function fitsOf(shape: ShapeNode): (value: unknown) => boolean {
  let fits = compiled.get(shape);
  if (!fits) {
    fits = (compile(shape) as ((value: unknown) => boolean) | undefined) ?? (() => true);
    compiled.set(shape, fits);
  }
  return fits;
}

/** Undefined where there is nothing to look at. */
function compile(shape: ShapeNode): Fits | undefined {
  switch (shape.type) {
    case 'boolean':
    case 'timestamp':
      return undefined;
    case 'string':
      return compileString(shape);
    case 'integer':
    case 'long':
    case 'double':
      return compileBounds(shape);
    case 'blob': {
      const bounded = shape.streaming ? undefined : compileBounds(shape);
      return bounded && ((value: Uint8Array) => bounded(value.length));
    }
    case 'list': {
      const bounded = compileBounds(shape);
      const member = compile(shape.member);
      if (!bounded && !member) return undefined;
      return (items: readonly never[]) =>
        (!bounded || bounded(items.length)) && (!member || items.every(member));
    }
    case 'map': {
      const bounded = compileBounds(shape);
      const key = compile(shape.key) as ((value: string) => boolean) | undefined;
      const item = compile(shape.value);
      if (!bounded && !key && !item) return undefined;
      return (value: Readonly<Record<string, never>>) => {
        const names = Object.keys(value);
        if (bounded && !bounded(names.length)) return false;
        for (const name of names) {
          if (key && !key(name)) return false;
          if (item && !item(value[name] as never)) return false;
        }
        return true;
      };
    }
    case 'structure':
      return compileStructure(shape);
  }
}

function compileStructure(shape: StructureNode): Fits | undefined {
  const members = Object.entries(shape.members).flatMap(([name, member]) => {
    const fits = compile(member.shape);
    return fits || member.required ? [{ name, fits, required: member.required }] : [];
  });
  if (members.length === 0) return undefined;
  return (value: Readonly<Record<string, never>>) => {
    for (const { name, fits, required } of members) {
      const given = value[name];
      if (given === undefined ? required : fits && !fits(given)) return false;
    }
    return true;
  };
}

function compileString(shape: Extract<ShapeNode, { type: 'string' }>): Fits | undefined {
  const bounded = compileBounds(shape);
  const values = shape.values && new Set(shape.values);
  const pattern = shape.pattern === undefined ? undefined : compiledPattern(shape.pattern);
  if (!bounded && !values && !pattern) return undefined;
  return (value: string) =>
    (!values || values.has(value)) &&
    (!bounded || bounded(value.length)) &&
    (!pattern || pattern.test(value));
}

/** Exactly as `validate` compares: a NaN is within every bound there too. */
function compileBounds({
  min = Number.NEGATIVE_INFINITY,
  max = Number.POSITIVE_INFINITY,
}: {
  readonly min?: number;
  readonly max?: number;
}): ((size: number) => boolean) | undefined {
  if (min === Number.NEGATIVE_INFINITY && max === Number.POSITIVE_INFINITY) return undefined;
  return (size) => !(size > max) && !(size < min);
}
