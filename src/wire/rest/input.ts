// A rest-xml operation's input: labels, query parameters, headers and body, read by plans built once at boot.
import { isUtf8 } from 'node:buffer';
import type { Body } from '../../core/body.ts';
import type { AnyOperation } from '../../core/operation.ts';
import type { ListNode, Member, ShapeNode, StructureNode } from '../../core/shape.ts';
import { isInUrl } from '../auth/claim.ts';
import type { Exchange } from '../exchange.ts';
import type { QueryString } from '../query-string.ts';
import { parseBase64, parseBoolean, parseNumber, parseTimestamp } from '../scalars.ts';
import { IllFormedXml } from '../xml.ts';
import { elementName } from '../xml-writer.ts';
import { storedContentEncoding } from './body-facts.ts';
import { sentHeader, sentNames } from './sent-header.ts';
import { invalidArgument, malformedXml, unknownChecksum } from './wording.ts';
import { compileDocumentReader } from './xml-reader.ts';

export interface RestRequest {
  readonly exchange: Exchange;
  readonly labels: Readonly<Record<string, string>>;
  readonly query: QueryString;
}

type Input = Record<string, unknown>;
type Step = (request: RestRequest, input: Input) => void;

/** Of headers that no member has. */
const UNKNOWN_CHECKSUM = /^x-amz-checksum-(?!algorithm$|mode$|type$)/;

export interface InputPlan {
  /** Whether the operation wants the bytes themselves, streaming if they are many. */
  readonly body: 'none' | 'stream' | 'document';
  /** Whose the x-amz-checksum-* headers are: `input` has them as its own, of bytes sent before. */
  readonly checksums: 'document' | 'input';
  readonly digest: 'required' | undefined;
  readonly read: (request: RestRequest, body: Body | undefined) => Input;
}

export function compileInput(operation: AnyOperation): InputPlan {
  const shape = operation.input as ShapeNode;
  if (shape.type !== 'structure') throw new Error(`the input of ${operation.name} is no structure`);
  const steps: Step[] = [];
  const ofHeaders = new Map<string, Step[]>();
  for (const [key, member] of Object.entries(shape.members)) {
    const step = compileStep(key, member);
    if (!step) continue;
    const name = (member.name ?? key).toLowerCase();
    if (member.location !== 'header') steps.push(step);
    else ofHeaders.set(name, [...(ofHeaders.get(name) ?? []), step]);
  }
  const everyHeader = [...ofHeaders.values()].flat();
  const { kind, read: readBody } = compileBody(shape);
  const takesChecksums = Object.values(shape.members).some(({ name }) => name === 'x-amz-checksum-crc32');
  return {
    body: kind,
    checksums: takesChecksums ? 'input' : 'document',
    digest: operation.http?.digest,
    read(request, body) {
      const input: Input = {};
      for (const step of steps) step(request, input);
      const { claim, message } = request.exchange;
      // A presigned URL may hold any of them; another request shows by its few headers which of the many to read.
      if (isInUrl(claim)) for (const step of everyHeader) step(request, input);
      else
        for (const name in message.headers) {
          const stepsOf = ofHeaders.get(name);
          if (stepsOf) for (const step of stepsOf) step(request, input);
          else if (takesChecksums && UNKNOWN_CHECKSUM.test(name)) throw unknownChecksum();
        }
      if (body) readBody(body, input);
      return input;
    },
  };
}

function compileStep(key: string, member: Member<unknown, boolean>): Step | undefined {
  const name = member.name ?? key;
  switch (member.location) {
    case 'uri':
      return ({ labels }, input) => {
        input[key] = labels[name];
      };
    case 'querystring': {
      if (member.shape.type === 'list') return compileRepeated(key, name, member.shape);
      const parse = compileText(member.shape, name);
      // `part-number-marker=` says nothing (recorded); an empty text is one, and so is what must be a number.
      const isNumber = (member.shape.type === 'integer' || member.shape.type === 'long') && !member.required;
      return ({ query }, input) => {
        const text = query.get(name);
        if (text !== undefined && !(isNumber && text === '')) input[key] = parse(text);
      };
    }
    case 'header': {
      const lower = name.toLowerCase();
      const parse = compileText(member.shape, name);
      return ({ exchange }, input) => {
        const text = readHeader(exchange, lower);
        if (text === undefined || (text === '' && lower === EMPTY_IS_NONE)) return;
        const value = parse(text);
        if (value !== undefined) input[key] = value;
      };
    }
    case 'headers': {
      const prefix = name.toLowerCase();
      return ({ exchange }, input) => {
        input[key] = readPrefixed(exchange, prefix);
      };
    }
    default:
      return undefined;
  }
}

/** A list in the query string: its parameter is given once for each item. */
function compileRepeated(key: string, name: string, { member }: ListNode): Step {
  const parse = compileText(member, name);
  return ({ query }, input) => {
    const texts = query.all(name);
    if (texts.length > 0) input[key] = texts.map(parse);
  };
}

/** `aws s3api put-object --acl ''` sends it, and S3 passes it over (measured: open-io/swift3#90). */
const EMPTY_IS_NONE = 'x-amz-acl';

/** Kept byte for byte, and so as Node reads them: what is stored of them leaves as it came. */
const VERBATIM = new Set([
  'cache-control',
  'content-disposition',
  'content-language',
  'content-type',
  'expires',
  'x-amz-website-redirect-location',
]);

function readHeader(exchange: Exchange, name: string): string | undefined {
  const text = sentHeader(exchange, name);
  if (name === 'content-encoding') return storedContentEncoding(exchange, text);
  return text === undefined || VERBATIM.has(name) ? text : asText(text);
}

function readPrefixed(exchange: Exchange, prefix: string): Readonly<Record<string, string>> | undefined {
  let found: Record<string, string> | undefined;
  for (const name of sentNames(exchange, prefix)) {
    if (name.length === prefix.length) continue;
    found ??= Object.create(null) as Record<string, string>;
    found[name.slice(prefix.length)] = asText(sentHeader(exchange, name) ?? '');
  }
  return found;
}

/** Node reads header bytes as latin-1; clients write UTF-8. */
function asText(header: string): string {
  if (/^[\x20-\x7e\t]*$/.test(header)) return header;
  const bytes = Buffer.from(header, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : header;
}

/** What S3 says of a value that cannot be read, where it has words of its own (recorded, and versitygw#1733). */
const UNREADABLE: Readonly<Record<string, string | undefined>> = {
  partNumber: 'Part number must be an integer between 1 and 10000, inclusive',
  'x-amz-object-lock-retain-until-date': 'The retain until date must be provided in ISO 8601 format',
};

/** @returns undefined where HTTP tells a server to ignore what it cannot read (If-Modified-Since). */
function compileText(shape: ShapeNode, name: string): (text: string) => unknown {
  const required =
    <T>(parse: (text: string) => T | undefined, message: string) =>
    (text: string) => {
      const value = parse(text);
      if (value === undefined) throw invalidArgument(UNREADABLE[name] ?? message, name, text);
      return value;
    };
  switch (shape.type) {
    case 'string':
      return (text) => text;
    case 'integer':
    case 'long':
    case 'double': {
      const { type } = shape;
      return required(
        (text) => parseNumber(text, type),
        `Provided ${name} not an integer or within integer range`,
      );
    }
    case 'boolean':
      return required(parseBoolean, `Provided ${name} is neither true nor false`);
    case 'timestamp':
      return /^(?:x-amz-copy-source-)?if-/i.test(name)
        ? parseTimestamp
        : required(parseTimestamp, `Provided ${name} is not a date`);
    case 'blob':
      return required(parseBase64, `Provided ${name} is not base64`);
    case 'list': {
      const parse = compileText(shape.member, name);
      return (text) =>
        text
          .split(',')
          .map((item) => item.trim())
          .filter((item) => item !== '')
          .map(parse);
    }
    default:
      throw new Error(`${name}: a ${shape.type} cannot travel in a header or the query`);
  }
}

// ── The body ─────────────────────────────────────────────────────────────────────────────────────────

interface BodyPlan {
  readonly kind: InputPlan['body'];
  readonly read: (body: Body, input: Input) => void;
}

function compileBody(shape: StructureNode): BodyPlan {
  const payload = Object.entries(shape.members).find(([, member]) => member.location === 'payload');
  if (payload) return compilePayload(payload[0], payload[1]);
  if (Object.values(shape.members).some((member) => member.location === undefined)) {
    const read = compileDocument(shape.xmlName, shape);
    return {
      kind: 'document',
      read: (body, input) => {
        if (body.whole && body.whole.length > 0) Object.assign(input, read(body.whole));
      },
    };
  }
  return { kind: 'none', read: () => {} };
}

function compilePayload(key: string, member: Member<unknown, boolean>): BodyPlan {
  const shape = member.shape as ShapeNode;
  switch (shape.type) {
    case 'blob':
      return {
        kind: shape.streaming ? 'stream' : 'document',
        read: (body, input) => {
          input[key] = shape.streaming ? body : body.whole;
        },
      };
    case 'string':
      return {
        kind: 'document',
        read: ({ whole }, input) => {
          if (whole && whole.length > 0) input[key] = utf8(whole);
        },
      };
    case 'structure': {
      const read = compileDocument(shape.xmlName ?? elementName(key, member), shape);
      return {
        kind: 'document',
        read: ({ whole }, input) => {
          if (whole && whole.length > 0) input[key] = read(whole);
        },
      };
    }
    default:
      throw new Error(`${key}: a ${shape.type} cannot be a whole body`);
  }
}

const utf8 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');

function compileDocument(rootName: string | undefined, shape: StructureNode): (bytes: Uint8Array) => unknown {
  const read = compileDocumentReader(rootName, shape);
  return (bytes) => {
    try {
      return read(bytes);
    } catch (error) {
      throw error instanceof IllFormedXml ? malformedXml() : error;
    }
  };
}
