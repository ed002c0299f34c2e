// The Query protocol's input: `Rule.Actions.member.1.S3Action.BucketName=b`, read by shape.
import type { ListNode, MapNode, ShapeNode, StructureNode } from '../../core/shape.ts';
import type { Pair } from '../query-string.ts';
import { parseBase64, parseBoolean, parseNumber, parseTimestamp } from '../scalars.ts';
import { malformedInput } from './query-wording.ts';

export interface FormNode {
  value?: string;
  children?: Map<string, FormNode>;
}

const MOST_SEGMENTS = 32;

/** Dotted names as a tree. A name given twice keeps its first value (facts/ses-receiving.md §1). */
export function formTree(pairs: readonly Pair[]): FormNode {
  const root: FormNode = {};
  for (const [name, value] of pairs) {
    const segments = name.split('.');
    if (segments.length > MOST_SEGMENTS) throw malformedInput(`${segments.length} levels are too many`);
    let node = root;
    for (const segment of segments) {
      node.children ??= new Map();
      let child = node.children.get(segment);
      if (!child) {
        child = {};
        node.children.set(segment, child);
      }
      node = child;
    }
    node.value ??= value;
  }
  return root;
}

export type FormReader = (node: FormNode) => unknown;

export function compileFormReader(shape: ShapeNode): FormReader {
  switch (shape.type) {
    case 'string':
      return (node) => scalar(node);
    case 'integer':
    case 'long':
    case 'double': {
      const { type } = shape;
      return (node) => parsed(node, (text) => parseNumber(text, type));
    }
    case 'boolean':
      return (node) => parsed(node, parseBoolean);
    case 'timestamp':
      return (node) => parsed(node, parseTimestamp);
    case 'blob':
      return (node) => parsed(node, parseBase64);
    case 'list':
      return compileList(shape);
    case 'map':
      return compileMap(shape);
    case 'structure':
      return compileStructure(shape);
  }
}

function scalar(node: FormNode): string {
  if (node.value === undefined) throw malformedInput('Start of structure or map found where not expected.');
  return node.value;
}

function parsed<T>(node: FormNode, parse: (text: string) => T | undefined): T {
  const value = parse(scalar(node));
  if (value === undefined) throw malformedInput('Value found where not expected');
  return value;
}

function compileStructure(shape: StructureNode): FormReader {
  const members = Object.entries(shape.members).map(
    ([key, member]) =>
      [key, member.queryName ?? member.name ?? key, compileFormReader(member.shape)] as const,
  );
  return ({ children }) => {
    const structure: Record<string, unknown> = {};
    if (!children) return structure;
    for (const [key, wireName, read] of members) {
      const child = children.get(wireName);
      if (child) structure[key] = read(child);
    }
    return structure;
  };
}

function compileList(shape: ListNode): FormReader {
  const read = compileFormReader(shape.member);
  // An index gap is filled with empty members, which the shape's own constraints then refuse.
  const filler = shape.member.type === 'string' ? '' : shape.member.type === 'structure' ? {} : undefined;
  return (node) => {
    const items = shape.flattened
      ? node.children
      : node.children?.get(shape.memberName ?? 'member')?.children;
    // An empty list travels as `Rule.Recipients=`.
    if (!items) return [];
    const list: unknown[] = [];
    let previous = 0;
    for (const [index, item] of inOrder(items)) {
      const skipped = index - Math.max(previous, 1);
      if (skipped > MOST_SKIPPED) {
        const count = skipped.toLocaleString('en-US');
        throw malformedInput(`Excessively sparse input would skip ${count} list elements`);
      }
      if (filler !== undefined) while (list.length < index - 1) list.push(filler);
      list.push(read(item));
      previous = index;
    }
    return list;
  };
}

/** Probed on AWS (facts/ses-receiving.md §1, floci-io/floci): the bounds of the index grammar. */
const MOST_SKIPPED = 10;
const LARGEST_INDEX = 214_748_369;

function inOrder(items: ReadonlyMap<string, FormNode>): readonly (readonly [number, FormNode])[] {
  return [...items].map(([token, item]) => [indexOf(token), item] as const).sort(([a], [b]) => a - b);
}

function indexOf(token: string): number {
  if (token === '0') throw malformedInput('0 is not a valid index');
  if (!/^\d+$/.test(token)) throw malformedInput('Start of list found where not expected');
  if (token.startsWith('0')) throw malformedInput('Value found where not expected');
  const index = Number(token);
  if (index > LARGEST_INDEX) throw malformedInput(`Index ${token} is illegal`);
  return index;
}

function compileMap(shape: MapNode): FormReader {
  const readKey = compileFormReader(shape.key);
  const readValue = compileFormReader(shape.value);
  const { keyName = 'key', valueName = 'value' } = shape;
  return (node) => {
    const map: Record<string, unknown> = Object.create(null);
    const entries = (shape.flattened ? undefined : node.children?.get('entry')?.children) ?? node.children;
    if (!entries) return map;
    for (const [, entry] of inOrder(entries)) {
      const key = entry.children?.get(keyName);
      const value = entry.children?.get(valueName);
      if (!key || !value) throw malformedInput('A map entry needs a key and a value');
      map[String(readKey(key))] = readValue(value);
    }
    return map;
  };
}
