// Message attributes: what SQS refuses of them, and their MD5 (developer guide "Calculating the MD5 message digest
// for message attributes").
import { createHash } from 'node:crypto';
import * as errors from './errors.ts';
import type { AttributeValue } from './shapes.ts';

export type MessageAttributes = Readonly<Record<string, AttributeValue>>;

const MOST = 10;
const TYPES = /^(?:String|Number|Binary)(?:\.|$)/;

/** What XML 1.0 has no place for: refused in a value as in a body (recorded; the words are ours). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const ODD_CHARACTER = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;

export function requireAttributes(attributes: MessageAttributes | undefined): MessageAttributes {
  const entries = Object.entries(attributes ?? {});
  if (entries.length > MOST) {
    throw errors.invalidParameterValue(
      `Number of message attributes [${entries.length}] exceeds the allowed maximum [${MOST}].`,
    );
  }
  for (const [name, value] of entries) requireAttribute(name, value);
  return attributes ?? {};
}

function requireAttribute(name: string, { DataType, StringValue, BinaryValue }: AttributeValue): void {
  // Letters of any script: AWS was recorded to take `attr.1øßä`.
  if (!/^(?!\.)(?!.*\.\.)[\p{L}\p{N}_.-]{1,256}(?<!\.)$/u.test(name) || /^(?:aws|amazon)\./i.test(name)) {
    throw errors.invalidParameterValue(
      `Message (user) attribute name '${name}' is invalid: it can only include alphanumeric characters, hyphens, underscores, or dots.`,
    );
  }
  if (DataType === undefined || DataType === '') {
    throw errors.invalidParameterValue(
      `The message attribute '${name}' must contain non-empty message attribute type.`,
    );
  }
  if (!TYPES.test(DataType)) {
    throw errors.invalidParameterValue(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const value = isBinary(DataType) ? BinaryValue : StringValue;
  if (value === undefined || value.length === 0) {
    throw errors.invalidParameterValue(
      `Message (user) attribute '${name}' must contain a non-empty value of type '${DataType}'.`,
    );
  }
  if (!isBinary(DataType) && ODD_CHARACTER.test(String(value))) {
    throw errors.invalidParameterValue(
      `Message (user) attribute '${name}' must only contain the characters #x9, #xA, #xD, #x20 to #xD7FF, #xE000 to #xFFFD and #x10000 to #x10FFFF.`,
    );
  }
  if (
    DataType.startsWith('Number') &&
    !/^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(String(value))
  ) {
    throw errors.invalidParameterValue(`Can't cast the value of message attribute '${name}' to a number.`);
  }
}

/** There is one, and it does not count towards a message's size (API page SendMessage); the words are ours. */
export function requireSystemAttributes(attributes: MessageAttributes = {}): MessageAttributes {
  for (const [name, { DataType, StringValue }] of Object.entries(attributes)) {
    if (name !== 'AWSTraceHeader') {
      throw errors.invalidParameterValue(
        `Message system attribute name '${name}' is invalid: the only one supported is AWSTraceHeader.`,
      );
    }
    if (DataType !== 'String' || !StringValue) {
      throw errors.invalidParameterValue(
        `Message system attribute '${name}' must contain a non-empty value of type 'String'.`,
      );
    }
  }
  return attributes;
}

const isBinary = (type = ''): boolean => type.startsWith('Binary');
const bytesOf = ({ DataType, StringValue = '', BinaryValue }: AttributeValue): Uint8Array =>
  isBinary(DataType) ? (BinaryValue ?? new Uint8Array()) : Buffer.from(StringValue);

/** Name, type and value count towards a message's size. */
export const attributesSize = (attributes: MessageAttributes): number =>
  Object.entries(attributes).reduce(
    (sum, [name, value]) =>
      sum + Buffer.byteLength(name) + Buffer.byteLength(value.DataType ?? '') + bytesOf(value).length,
    0,
  );

/** Undefined where there are none. */
export function attributesDigest(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  const add = (bytes: Uint8Array) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of names) {
    const value = attributes[name];
    if (!value) continue;
    add(Buffer.from(name));
    add(Buffer.from(value.DataType ?? ''));
    hash.update(Buffer.from([isBinary(value.DataType) ? 2 : 1]));
    add(bytesOf(value));
  }
  return hash.digest('hex');
}

/** `All`, `.*`, a name, or `prefix.*`. */
export function chosenAttributes(
  attributes: MessageAttributes,
  names: readonly string[],
): MessageAttributes | undefined {
  const wanted = (name: string) =>
    names.some(
      (one) => one === 'All' || one === name || (one.endsWith('.*') && name.startsWith(one.slice(0, -2))),
    );
  const chosen = Object.entries(attributes).filter(([name]) => wanted(name));
  return chosen.length === 0 ? undefined : Object.fromEntries(chosen);
}
