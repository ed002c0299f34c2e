// A rest-json operation's input: labels and query parameters, and the members of the JSON body.
import { isUtf8 } from 'node:buffer';
import type { AnyOperation } from '../../core/operation.ts';
import type { Member, ShapeNode, StructureNode } from '../../core/shape.ts';
import { compileReader, SerializationFailure } from '../json/json-codec.ts';
import { parseJson } from '../json-document.ts';
import type { QueryString } from '../query-string.ts';
import { parseBoolean, parseNumber } from '../scalars.ts';
import { serialization } from './wording.ts';

export interface RestJsonRequest {
  readonly labels: Readonly<Record<string, string>>;
  readonly query: QueryString;
  readonly body: Buffer;
}
type Input = Record<string, unknown>;
export type ReadInput = (request: RestJsonRequest) => Input;

export function compileInput({ name, input }: AnyOperation): ReadInput {
  const shape = input as ShapeNode;
  if (shape.type !== 'structure') throw new Error(`the input of ${name} is no structure`);
  const inBody: Record<string, Member<unknown, boolean>> = {};
  const outside: ((request: RestJsonRequest, input: Input) => void)[] = [];
  for (const [key, member] of Object.entries(shape.members)) {
    if (member.location === undefined) inBody[key] = member;
    else outside.push(compileStep(name, key, member));
  }
  const readBody = bodyReader({ type: 'structure', members: inBody });
  return (request) => {
    const read = readBody(request.body);
    for (const step of outside) step(request, read);
    return read;
  };
}

function compileStep(operation: string, key: string, member: Member<unknown, boolean>) {
  const wireName = member.name ?? key;
  switch (member.location) {
    case 'uri':
      return ({ labels }: RestJsonRequest, input: Input) => {
        input[key] = labels[wireName];
      };
    case 'querystring':
      return ({ query }: RestJsonRequest, input: Input) => {
        const { shape } = member;
        if (shape.type === 'list') {
          const texts = query.pairs.filter(([name]) => name === wireName).map(([, value]) => value);
          if (texts.length > 0) input[key] = texts.map((each) => scalarOf(shape.member, each));
          return;
        }
        const text = query.get(wireName);
        if (text !== undefined) input[key] = scalarOf(shape, text);
      };
    default:
      throw new Error(`${operation}: ${key} travels where no rest-json member does here`);
  }
}

function scalarOf(shape: ShapeNode, text: string): unknown {
  switch (shape.type) {
    case 'string':
      return text;
    case 'integer':
    case 'long':
    case 'double': {
      const number = parseNumber(text, shape.type);
      if (number === undefined) throw serialization();
      return number;
    }
    case 'boolean':
      return parseBoolean(text) ?? false;
    default:
      throw new Error(`a ${shape.type} in a query string`);
  }
}

function bodyReader(shape: StructureNode): (body: Buffer) => Input {
  const read = compileReader(shape);
  return (body) => {
    // An operation without body members never looks at what came.
    if (body.length === 0 || Object.keys(shape.members).length === 0) return {};
    try {
      return read(parse(body)) as Input;
    } catch (error) {
      if (!(error instanceof SerializationFailure)) throw error;
      // Probed at SESv2, whose reader spells it so (floci-io/floci, SES "two-phase" validation).
      throw serialization(error.message.replace('cannot be converted', 'can not be converted'));
    }
  };
}

/** What is no JSON is refused without a word (probed). */
function parse(body: Buffer): unknown {
  if (!isUtf8(body)) throw serialization();
  try {
    return parseJson(body);
  } catch {
    throw serialization();
  }
}
