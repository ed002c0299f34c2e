// XML bodies read by shape. What AWS's schema does not know is refused: S3 validates.
import type { ListNode, ShapeNode, StructureNode } from '../../core/shape.ts';
import { parseBase64, parseBoolean, parseNumber, parseTimestamp } from '../scalars.ts';
import { IllFormedXml, type XmlElement } from '../xml.ts';
import { elementName } from '../xml-writer.ts';

type ElementReader = (element: XmlElement) => unknown;

export function compileElementReader(shape: ShapeNode): ElementReader {
  switch (shape.type) {
    case 'string':
      return scalar((text) => text);
    case 'integer':
    case 'long':
    case 'double': {
      const { type } = shape;
      return scalar((text) => parseNumber(text, type));
    }
    case 'boolean':
      return scalar(parseBoolean);
    case 'timestamp':
      return scalar(parseTimestamp);
    case 'blob':
      return scalar((text) => parseBase64(text.trim()));
    case 'structure':
      return compileStructureReader(shape);
    case 'list': {
      const name = shape.memberName ?? 'member';
      const read = compileElementReader(shape.member);
      return (element) => {
        requireOnly(element, new Set([name]));
        return (element.children.get(name) ?? []).map(read);
      };
    }
    case 'map':
      throw new Error('no XML body of AWS holds a map');
  }
}

function scalar<T>(parse: (text: string) => T | undefined): ElementReader {
  return ({ text, children }) => {
    const value = children.size === 0 ? parse(text) : undefined;
    if (value === undefined) throw new IllFormedXml(`"${text}" is not of its type`);
    return value;
  };
}

type MemberReader = (element: XmlElement) => unknown;

/** Reads the members that travel in the body. */
export function compileStructureReader(shape: StructureNode): ElementReader {
  const members: (readonly [key: string, read: MemberReader])[] = [];
  const names = new Set<string>();
  for (const [key, member] of Object.entries(shape.members)) {
    if (member.location !== undefined) continue;
    const name = elementName(key, member);
    if (member.attribute) {
      members.push([key, ({ attributes }) => attributes[name]]);
      continue;
    }
    names.add(name);
    members.push([key, readerOf(name, member.shape)]);
  }
  return (element) => {
    if (!shape.open) requireOnly(element, names);
    const structure: Record<string, unknown> = {};
    for (const [key, read] of members) {
      const value = read(element);
      if (value !== undefined) structure[key] = value;
    }
    return structure;
  };
}

function readerOf(name: string, shape: ShapeNode): MemberReader {
  if (shape.type === 'list' && shape.flattened) return flattened(name, shape);
  const read = compileElementReader(shape);
  return ({ children }) => {
    const found = children.get(name);
    if (!found) return undefined;
    const [only] = found;
    if (!only || found.length > 1) throw new IllFormedXml(`${found.length} elements ${name}`);
    return read(only);
  };
}

/** An empty flattened list and an absent one look the same. */
function flattened(name: string, shape: ListNode): MemberReader {
  const read = compileElementReader(shape.member);
  return ({ children }) => children.get(name)?.map(read);
}

function requireOnly({ children }: XmlElement, names: ReadonlySet<string>): void {
  for (const name of children.keys()) if (!names.has(name)) throw new IllFormedXml(`unknown element ${name}`);
}
