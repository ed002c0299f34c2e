// XML bodies read by shape, element by element as the parser comes to them, so that nothing is made of a long list
// but its items. What AWS's schema does not know is refused: S3 validates.
import type { ShapeNode, StructureNode } from '../../core/shape.ts';
import { parseBase64, parseBoolean, parseNumber, parseTimestamp } from '../scalars.ts';
import { IllFormedXml, readXml, type XmlVisitor } from '../xml.ts';
import { elementName } from '../xml-writer.ts';

type Attributes = Readonly<Record<string, string>>;
/** The value of an element whose children are its members or its items. */
type Growing = Record<string, unknown> | unknown[];

/** What becomes of an element, compiled once per shape. */
interface ElementPlan {
  /** Undefined for what is text alone. */
  begin(attributes: Attributes): Growing | undefined;
  /** @throws IllFormedXml for an element that has no place here. */
  child(name: string): Place;
  end(growing: Growing | undefined, text: string): unknown;
}

/** What becomes of a child, and where it is kept. */
interface Place {
  readonly plan: ElementPlan;
  readonly keep: (parent: Growing, value: unknown) => void;
}

/** @param rootName undefined where it does not matter. */
export function compileDocumentReader(
  rootName: string | undefined,
  shape: ShapeNode,
): (bytes: Uint8Array) => unknown {
  const plan = compile(shape);
  return (bytes) => {
    const document = new Document(rootName, plan);
    readXml(bytes, document);
    return document.value;
  };
}

/** A document that is being read. */
class Document implements XmlVisitor {
  value: unknown;
  /** What is open, from the root inwards, and what grows there. */
  private readonly places: Place[] = [];
  private readonly growing: (Growing | undefined)[] = [];
  /** Of the element opened last: what holds elements has no text that counts. */
  private written = '';

  constructor(
    private readonly rootName: string | undefined,
    private readonly plan: ElementPlan,
  ) {}

  open(name: string, attributes: Attributes): void {
    const place = this.places.at(-1)?.plan.child(name) ?? this.root(name);
    this.places.push(place);
    this.growing.push(place.plan.begin(attributes));
    this.written = '';
  }

  text(piece: string): void {
    this.written = this.written === '' ? piece : this.written + piece;
  }

  close(): void {
    const place = this.places.pop() as Place;
    const value = place.plan.end(this.growing.pop(), this.written);
    const parent = this.growing.at(-1);
    if (parent) place.keep(parent, value);
    else if (this.places.length === 0) this.value = value;
  }

  private root(name: string): Place {
    if (this.rootName === undefined || name === this.rootName) return { plan: this.plan, keep: NOWHERE };
    throw new IllFormedXml(`the root is ${name}, not ${this.rootName}`);
  }
}

const NOWHERE = () => {};

function compile(shape: ShapeNode): ElementPlan {
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
      return compileStructure(shape);
    case 'list': {
      const name = shape.memberName ?? 'member';
      const item: Place = {
        plan: compile(shape.member),
        keep: (list, value) => (list as unknown[]).push(value),
      };
      return {
        begin: () => [],
        child: (given) => (given === name ? item : unknownElement(given)),
        end: (list) => list,
      };
    }
    case 'map':
      throw new Error('no XML body of AWS holds a map');
  }
}

const scalar = <T>(parse: (text: string) => T | undefined): ElementPlan => ({
  begin: () => undefined,
  child: unknownElement,
  end(_, text) {
    const value = parse(text);
    if (value === undefined) throw new IllFormedXml(`"${text}" is not of its type`);
    return value;
  },
});

/** Reads the members that travel in the body. */
function compileStructure(shape: StructureNode): ElementPlan {
  const order = Object.keys(shape.members);
  const attributes: (readonly [key: string, name: string])[] = [];
  const places = new Map<string, Place>();
  for (const [key, member] of Object.entries(shape.members)) {
    if (member.location !== undefined) continue;
    const name = elementName(key, member);
    if (member.attribute) attributes.push([key, name]);
    else places.set(name, placeOf(key, name, member.shape));
  }
  return {
    begin(given) {
      const structure: Record<string, unknown> = {};
      for (const [key, name] of attributes) if (given[name] !== undefined) structure[key] = given[name];
      return structure;
    },
    child: (name) => places.get(name) ?? (shape.open ? PASSED_OVER : unknownElement(name)),
    end: (structure) => inOrder(structure as Structure, order),
  };
}

function placeOf(key: string, name: string, shape: ShapeNode): Place {
  // An empty flattened list and an absent one look the same.
  if (shape.type === 'list' && shape.flattened)
    return {
      plan: compile(shape.member),
      keep(parent, value) {
        const structure = parent as Record<string, unknown[] | undefined>;
        const list = structure[key];
        if (list) list.push(value);
        else structure[key] = [value];
      },
    };
  return {
    plan: compile(shape),
    keep(parent, value) {
      const structure = parent as Record<string, unknown>;
      if (structure[key] !== undefined) throw new IllFormedXml(`two elements ${name}`);
      structure[key] = value;
    },
  };
}

type Structure = Readonly<Record<string, unknown>>;

/** What is kept and compared as JSON must not tell in which order somebody wrote the elements. */
function inOrder(structure: Structure, order: readonly string[]): Structure {
  let at = 0;
  for (const key in structure) {
    at = order.indexOf(key, at);
    if (at < 0) return sorted(structure, order);
  }
  return structure;
}

function sorted(structure: Structure, order: readonly string[]): Structure {
  const copy: Record<string, unknown> = {};
  for (const key of order) if (key in structure) copy[key] = structure[key];
  return copy;
}

/** An element that no member stands for, and all within it. */
const PASSED_OVER: Place = {
  plan: { begin: () => undefined, child: () => PASSED_OVER, end: () => undefined },
  keep: NOWHERE,
};

function unknownElement(name: string): never {
  throw new IllFormedXml(`unknown element ${name}`);
}
