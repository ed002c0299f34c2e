// Reads XML documents: configuration bodies with xml2js, long lists (the parts of an upload, the keys of a
// DeleteObjects) with saxes, which takes a fifth of the time (facts/performance.md §3). Both give one form, in
// which children are found by name, so the order of elements never matters.
import { isUtf8 } from 'node:buffer';
import { SaxesParser } from 'saxes';
import { Parser } from 'xml2js';

/** The document is not well-formed, or is something no AWS client sends (a DTD, a bottomless nesting). */
export class IllFormedXml extends Error {}

export interface XmlElement {
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  /** By local name, in document order within a name. */
  readonly children: ReadonlyMap<string, readonly XmlElement[]>;
}

export interface XmlDocument {
  readonly name: string;
  readonly root: XmlElement;
}

/** Above this, speed counts for more than the one parser less. */
const LONG_BYTES = 16 * 1024;
const DEEPEST = 64;

export function readXml(bytes: Uint8Array): XmlDocument {
  if (!isUtf8(bytes)) throw new IllFormedXml('not UTF-8');
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('utf8')
    .replace(/^\ufeff/, '');
  // Entities and external subsets are an attack here or a mistake, never a configuration.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new IllFormedXml('a document type declaration');
  return bytes.length > LONG_BYTES ? readWithSaxes(text) : readWithXml2js(text);
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

// ── xml2js ───────────────────────────────────────────────────────────────────────────────────────────

const TEXT = '#text';
const ATTRIBUTES = '$';
type Xml2jsNode = string | { readonly [name: string]: unknown };

function readWithXml2js(text: string): XmlDocument {
  const parser = new Parser({
    async: false,
    strict: true,
    explicitRoot: true,
    explicitArray: true,
    explicitCharkey: true,
    charkey: TEXT,
    attrkey: ATTRIBUTES,
    includeWhiteChars: false,
    normalize: false,
    trim: false,
    tagNameProcessors: [localName],
  });
  let failure: Error | null = null;
  let parsed: Record<string, Xml2jsNode> | undefined;
  tighten((parser as unknown as { saxParser: Sax }).saxParser);
  try {
    parser.parseString(text, (error: Error | null, result: Record<string, Xml2jsNode>) => {
      failure ??= error;
      parsed = result;
    });
  } catch (error) {
    failure = error as Error;
  }
  if (failure !== null) throw new IllFormedXml(String(failure));
  const [root] = Object.entries(parsed ?? {});
  if (!root) throw new IllFormedXml('no root element');
  return { name: root[0], root: fromXml2js(root[1]) };
}

/** The reader within xml2js, of which xml2js says nothing in its types. */
interface Sax {
  ENTITIES: object;
  onopentag: (node: unknown) => void;
  onclosetag: () => void;
  onerror: (error: Error) => void;
}
const XML_ENTITIES = { amp: '&', gt: '>', lt: '<', quot: '"', apos: "'" };

/** sax takes HTML's entities, a second root and any depth; XML and we do not. */
function tighten(sax: Sax): void {
  const { onopentag, onclosetag } = sax;
  let depth = 0;
  let roots = 0;
  sax.ENTITIES = XML_ENTITIES;
  // xml2js hears of no error behind the root.
  sax.onerror = (error) => {
    throw new IllFormedXml(error.message);
  };
  sax.onopentag = (node) => {
    if (depth === 0 && ++roots > 1) throw new IllFormedXml('two root elements');
    if (++depth > DEEPEST) throw new IllFormedXml('nested too deeply');
    onopentag(node);
  };
  sax.onclosetag = () => {
    depth--;
    onclosetag();
  };
}

const NO_CHILDREN: ReadonlyMap<string, readonly XmlElement[]> = new Map();

function fromXml2js(node: Xml2jsNode): XmlElement {
  if (typeof node === 'string') return { attributes: {}, text: node, children: NO_CHILDREN };
  const children = new Map<string, readonly XmlElement[]>();
  for (const [name, items] of Object.entries(node)) {
    if (name !== TEXT && name !== ATTRIBUTES) children.set(name, (items as Xml2jsNode[]).map(fromXml2js));
  }
  return {
    attributes: (node[ATTRIBUTES] as Record<string, string> | undefined) ?? {},
    text: (node[TEXT] as string | undefined) ?? '',
    children,
  };
}

// ── saxes ────────────────────────────────────────────────────────────────────────────────────────────

interface Growing {
  attributes: Record<string, string>;
  text: string;
  /** One map for all leaves; whoever gets a child gets one of its own. */
  children: ReadonlyMap<string, readonly XmlElement[]>;
}

function readWithSaxes(text: string): XmlDocument {
  const parser = new SaxesParser({ xmlns: false });
  const open: Growing[] = [];
  let document: XmlDocument | undefined;
  parser.on('error', (error) => {
    throw new IllFormedXml(error.message);
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Growing = { attributes, text: '', children: NO_CHILDREN };
    const parent = open.at(-1);
    const local = localName(name);
    if (!parent) document = { name: local, root: element };
    else {
      if (parent.children === NO_CHILDREN) parent.children = new Map();
      const children = parent.children as Map<string, XmlElement[]>;
      const siblings = children.get(local);
      if (siblings) siblings.push(element);
      else children.set(local, [element]);
    }
    if (open.push(element) > DEEPEST) throw new IllFormedXml('nested too deeply');
  });
  const addText = (piece: string) => {
    const element = open.at(-1);
    if (element) element.text += piece;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(text).close();
  if (!document) throw new IllFormedXml('no root element');
  return document;
}
