// Reads XML documents: configuration bodies with xml2js, long lists (the parts of an upload, the keys of a
// DeleteObjects) with saxes, which takes a fifth of the time (facts/performance.md §3). Both tell a visitor what
// they find: a tree of a long list costs more than reading it.
import { isUtf8 } from 'node:buffer';
import { SaxesParser } from 'saxes';
import { Parser } from 'xml2js';

/** The document is not well-formed, or is something no AWS client sends (a DTD, a bottomless nesting). */
export class IllFormedXml extends Error {}

/** Is told of the elements of a document, each within the one that was opened before it; names are local ones. */
export interface XmlVisitor {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  /** Of the text of the element that is open; a text may come in pieces. */
  text(piece: string): void;
  close(): void;
}

/** The parts of an upload, each with its number, its ETag and seven checksums: no document of AWS holds more. */
const MOST_ELEMENTS = 100_000;
/** Above this, speed counts for more than the one parser less. */
const LONG_BYTES = 16 * 1024;
const DEEPEST = 64;
/** Of one element: Java's own limit (jdk.xml.elementAttributeLimit, before JDK 24); AWS's is not known. */
const MOST_ATTRIBUTES = 10_000;

/** @throws IllFormedXml, and what the visitor throws. */
export function readXml(bytes: Uint8Array, visitor: XmlVisitor): void {
  if (!isUtf8(bytes)) throw new IllFormedXml('not UTF-8');
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  if (bytes.length > LONG_BYTES) readWithSaxes(text, visitor);
  else readWithXml2js(text.replace(/^\ufeff/, ''), visitor);
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Entities and external subsets are an attack here or a mistake, never a configuration. */
function refuseDoctype(): never {
  throw new IllFormedXml('a document type declaration');
}

// ── xml2js ───────────────────────────────────────────────────────────────────────────────────────────

const TEXT = '#text';
const ATTRIBUTES = '$';
type Xml2jsNode = string | { readonly [name: string]: unknown };

function readWithXml2js(text: string, visitor: XmlVisitor): void {
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
  visit(root[0], root[1], visitor);
}

/** The reader within xml2js, of which xml2js says nothing in its types. */
interface Sax {
  ENTITIES: object;
  ondoctype: () => void;
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
  sax.ondoctype = refuseDoctype;
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

const NO_ATTRIBUTES: Readonly<Record<string, string>> = {};

function visit(name: string, node: Xml2jsNode, visitor: XmlVisitor): void {
  if (typeof node === 'string') {
    visitor.open(name, NO_ATTRIBUTES);
    visitor.text(node);
  } else {
    visitor.open(name, (node[ATTRIBUTES] as Record<string, string> | undefined) ?? NO_ATTRIBUTES);
    visitor.text((node[TEXT] as string | undefined) ?? '');
    for (const [child, items] of Object.entries(node)) {
      if (child === TEXT || child === ATTRIBUTES) continue;
      for (const item of items as readonly Xml2jsNode[]) visit(child, item, visitor);
    }
  }
  visitor.close();
}

// ── saxes ────────────────────────────────────────────────────────────────────────────────────────────

function readWithSaxes(text: string, visitor: XmlVisitor): void {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  let elements = 0;
  parser.on('error', (error) => {
    throw new IllFormedXml(error.message);
  });
  parser.on('doctype', refuseDoctype);
  let attributes = 0;
  parser.on('opentagstart', () => {
    attributes = 0;
  });
  parser.on('attribute', () => {
    if (++attributes > MOST_ATTRIBUTES) throw new IllFormedXml('too many attributes');
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > DEEPEST) throw new IllFormedXml('nested too deeply');
    if (++elements > MOST_ELEMENTS) throw new IllFormedXml('too many elements');
    visitor.open(localName(name), attributes);
  });
  // It reports the spaces around the root, too.
  const addText = (piece: string) => {
    if (depth > 0) visitor.text(piece);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    depth--;
    visitor.close();
  });
  parser.write(text).close();
}
