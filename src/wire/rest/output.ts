// A rest-xml operation's output: status, headers and body, written by plans built once at boot.
import type { Body } from '../../core/body.ts';
import type { AnyOperation, Service } from '../../core/operation.ts';
import type { Member, ShapeNode, StructureNode } from '../../core/shape.ts';
import { type Head, spelled, tells } from '../header-names.ts';
import { formatTimestamp } from '../scalars.ts';
import { compileContent, compileElement, elementName, escapeXml, XML_PROLOG } from '../xml-writer.ts';

export interface RestAnswer {
  status: number;
  readonly head: Head;
  body: Buffer | Body | undefined;
}

type Output = Readonly<Record<string, unknown>>;
type Step = (output: Output, answer: RestAnswer) => void;
export type OutputPlan = (output: Output | undefined) => RestAnswer;

export function compileOutput(service: Service, operation: AnyOperation): OutputPlan {
  const shape = operation.output as ShapeNode;
  if (shape.type !== 'structure') throw new Error(`the output of ${operation.name} is no structure`);
  const namespace = service.protocol.kind === 'rest-xml' ? service.protocol.xmlNamespace : '';
  const members = Object.entries(shape.members);
  const isBody = ([, { location }]: (typeof members)[number]) => location === 'payload';
  // The body comes last: it has a type of its own only where no header told one.
  const steps = [...members.filter((member) => !isBody(member)), ...members.filter(isBody)].flatMap(
    ([key, member]) => compileStep(key, member, namespace) ?? [],
  );
  const document = compileDocument(operation, shape, namespace);
  if (document) steps.push(document);
  const status = operation.http?.status ?? 200;
  return (output) => {
    const answer: RestAnswer = { status, head: [], body: undefined };
    for (const step of steps) step(output ?? {}, answer);
    return answer;
  };
}

function compileStep(key: string, member: Member<unknown, boolean>, namespace: string): Step | undefined {
  const name = (member.name ?? key).toLowerCase();
  switch (member.location) {
    case 'status':
      return (output, answer) => {
        if (output[key] !== undefined) answer.status = Number(output[key]);
      };
    case 'header': {
      const write = compileText(member.shape);
      const shown = spelled(name);
      return (output, answer) => {
        const value = output[key];
        if (value !== undefined && value !== null) answer.head.push(shown, write(value as never));
      };
    }
    case 'headers':
      return (output, answer) => {
        const values = output[key] as Readonly<Record<string, string | undefined>> | undefined;
        if (!values) return;
        for (const [suffix, value] of Object.entries(values)) {
          if (value !== undefined && isToken(suffix)) answer.head.push(name + suffix.toLowerCase(), value);
        }
      };
    case 'payload':
      return compilePayload(key, member, namespace);
    default:
      return undefined;
  }
}

/** A name that came in as a header is one; any other source is held to the same law. */
const isToken = (name: string): boolean => /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name);

function compileText(shape: ShapeNode): (value: never) => string {
  switch (shape.type) {
    case 'timestamp': {
      const format = shape.format ?? 'rfc822';
      return (value: Date) => formatTimestamp(value, format);
    }
    case 'blob':
      return (value: Uint8Array) => Buffer.from(value).toString('base64');
    case 'list':
      return (value: readonly unknown[]) => value.join(', ');
    default:
      return String;
  }
}

function compilePayload(key: string, member: Member<unknown, boolean>, namespace: string): Step {
  const shape = member.shape as ShapeNode;
  switch (shape.type) {
    case 'structure': {
      const root = shape.xmlName ?? elementName(key, member);
      const write = compileElement(root, shape, xmlnsOf(shape.xmlNamespace ?? namespace));
      return (output, answer) => {
        if (output[key] !== undefined) setXml(answer, write(output[key] as never));
      };
    }
    case 'string':
      return (output, answer) => {
        const text = output[key];
        if (typeof text !== 'string') return;
        setType(answer, text.startsWith('<') ? 'application/xml' : 'application/json');
        answer.body = Buffer.from(text, 'utf8');
      };
    case 'blob':
      return (output, answer) => {
        const value = output[key] as Body | Uint8Array | undefined;
        if (value === undefined) return;
        setType(answer, 'binary/octet-stream');
        answer.body =
          value instanceof Uint8Array ? asBuffer(value) : value.whole ? asBuffer(value.whole) : value;
      };
    default:
      throw new Error(`${key}: a ${shape.type} cannot be a whole body`);
  }
}

/** A few documents stand in no namespace (PostResponse). */
const xmlnsOf = (namespace: string): string => (namespace === '' ? '' : ` xmlns="${escapeXml(namespace)}"`);

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The output itself is the document where some member has no other place. */
function compileDocument(operation: AnyOperation, shape: StructureNode, namespace: string): Step | undefined {
  const travels = Object.values(shape.members).some(({ location }) => location === undefined);
  if (!travels) return undefined;
  const root = shape.xmlName ?? `${operation.name}Result`;
  const open = `<${root} xmlns="${escapeXml(shape.xmlNamespace ?? namespace)}">`;
  const content = compileContent(shape);
  return (output, answer) => setXml(answer, `${open}${content(output as never)}</${root}>`);
}

function setType({ head }: RestAnswer, type: string): void {
  if (!tells(head, 'Content-Type')) head.push('Content-Type', type);
}

function setXml(answer: RestAnswer, text: string): void {
  setType(answer, 'application/xml');
  answer.body = Buffer.from(XML_PROLOG + text, 'utf8');
}
