// XML answers by string building: writers built once per shape (25 times a document builder's speed,
// facts/performance.md §3).
import type { ListNode, MapNode, Member, ShapeNode, StructureNode } from '../core/shape.ts';
import { formatTimestamp } from './scalars.ts';

export const XML_PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be escaped
const SPECIAL = /[&<>"'\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]/;
const NAMED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
const entityOf = (code: number): string | undefined => {
  const character = String.fromCharCode(code);
  if (!SPECIAL.test(character)) return undefined;
  return NAMED[character] ?? `&#x${code.toString(16).toUpperCase()};`;
};
const ASCII_ENTITIES = Array.from({ length: 0x80 }, (_, code) => entityOf(code));

/** Characters that XML 1.0 has no place for go out as references, as S3 writes them in listings. */
export const escapeXml = (text: string): string => (SPECIAL.test(text) ? escaped(text) : text);

/** Every object of a listing has an ETag in quotes. */
function escaped(text: string): string {
  let written = '';
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const entity = code < 0x80 ? ASCII_ENTITIES[code] : code >= 0xfffe ? entityOf(code) : undefined;
    if (entity === undefined) continue;
    written += text.slice(from, at) + entity;
    from = at + 1;
  }
  return written + text.slice(from);
}

/** Text content of a value, with no element around it. */
type TextWriter = (value: never) => string;
/** One or more elements of the given name. */
export type ElementWriter = (value: never) => string;

export function compileElement(name: string, shape: ShapeNode, attributes = ''): ElementWriter {
  switch (shape.type) {
    case 'structure':
      return compileStructure(name, shape, attributes);
    case 'list':
      return compileList(name, shape, attributes);
    case 'map':
      return compileMap(name, shape, attributes);
    default: {
      const write = textWriter(shape);
      const open = `<${name}${attributes}>`;
      const close = `</${name}>`;
      return (value) => open + write(value) + close;
    }
  }
}

function textWriter(shape: ShapeNode): TextWriter {
  switch (shape.type) {
    case 'string':
      return escapeXml;
    case 'timestamp': {
      const format = shape.format ?? 'iso8601';
      return (value: Date) => formatTimestamp(value, format);
    }
    case 'blob':
      return (value: Uint8Array) =>
        Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
    default:
      return String;
  }
}

function compileStructure(name: string, shape: StructureNode, attributes: string): ElementWriter {
  const namespace = !shape.xmlNamespace ? '' : ` xmlns="${escapeXml(shape.xmlNamespace)}"`;
  const open = `<${name}${attributes === '' ? namespace : attributes}`;
  const close = `</${name}>`;
  const content = compileContent(shape);
  const written = attributeMembers(shape);
  if (written.length === 0) return (value) => `${open}>${content(value)}${close}`;
  return (value) => {
    let head = open;
    for (const [key, attribute] of written) {
      const given: unknown = (value as Record<string, unknown>)[key];
      if (given === undefined) continue;
      if (attribute.startsWith('xsi:')) head += ` xmlns:xsi="${XSI}"`;
      head += ` ${attribute}="${escapeXml(String(given))}"`;
    }
    return `${head}>${content(value)}${close}`;
  };
}

const attributeMembers = (shape: StructureNode): readonly (readonly [key: string, attribute: string])[] =>
  Object.entries(shape.members)
    .filter(([, member]) => member.attribute)
    .map(([key, member]) => [key, member.name ?? key]);

/** What stands between a structure's tags: the members that travel in the body, in the shape's order. */
export function compileContent(shape: StructureNode): (value: never) => string {
  const members = Object.entries(shape.members)
    .filter(([, member]) => member.location === undefined && !member.attribute)
    .map(([key, member]) => [key, compileElement(elementName(key, member), member.shape)] as const);
  if (shape.interleaved) return interleaving(shape.interleaved, members);
  return (value: Record<string, never>) => {
    let text = '';
    for (const [key, write] of members) {
      const given = value[key];
      if (given !== undefined && given !== null) text += write(given);
    }
    return text;
  };
}

/** The lists' common sequence stands where the first of them does. */
function interleaving(
  lists: readonly string[],
  members: readonly (readonly [key: string, write: ElementWriter])[],
): (value: never) => string {
  const writers = new Map(members);
  return (value: Record<string, never>) => {
    const items = lists.flatMap((key) =>
      ((value[key] ?? []) as readonly { readonly place: number }[]).map((item) => ({
        place: item.place,
        text: writers.get(key)?.([item] as never),
      })),
    );
    const sequence = items.sort((one, other) => one.place - other.place).map(({ text }) => text);
    let text = '';
    for (const [key, write] of members) {
      if (key === lists[0]) text += sequence.join('');
      else if (!lists.includes(key) && value[key] !== undefined && value[key] !== null)
        text += write(value[key]);
    }
    return text;
  };
}

export const elementName = (key: string, member: Member<unknown, boolean>): string =>
  member.queryName ?? member.name ?? key;

function compileList(name: string, shape: ListNode, attributes: string): ElementWriter {
  const item = compileElement(shape.flattened ? name : (shape.memberName ?? 'member'), shape.member);
  const items = (values: readonly never[]) => {
    let text = '';
    for (const value of values) text += item(value);
    return text;
  };
  if (shape.flattened) return items;
  return (values) => `<${name}${attributes}>${items(values)}</${name}>`;
}

function compileMap(name: string, shape: MapNode, attributes: string): ElementWriter {
  const key = compileElement(shape.keyName ?? 'key', shape.key);
  const entry = compileElement(shape.valueName ?? 'value', shape.value);
  if (shape.flattened) {
    return (value: Record<string, never>) =>
      Object.entries(value)
        .map(([each, item]) => `<${name}>${key(each as never)}${entry(item)}</${name}>`)
        .join('');
  }
  return (value: Record<string, never>) => {
    let text = `<${name}${attributes}>`;
    for (const [each, item] of Object.entries(value)) {
      text += `<entry>${key(each as never)}${entry(item)}</entry>`;
    }
    return `${text}</${name}>`;
  };
}
