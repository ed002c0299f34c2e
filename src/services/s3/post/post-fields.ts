// A form's fields as PutObject's input: the same names as its headers, `acl`, `tagging` and the metadata apart.
import type { StructureNode, TypeOf } from '../../../core/shape.ts';
import { invalidArgument, malformedXml } from '../errors.ts';
import { putObject } from '../operations/put-object.ts';
import { encodedWords } from '../user-metadata.ts';

type PutInput = TypeOf<typeof putObject.input>;

const METADATA = 'x-amz-meta-';

export function putInputOf(fields: ReadonlyMap<string, string>): Omit<PutInput, 'Bucket' | 'Key' | 'Body'> {
  const input: Record<string, unknown> = {};
  const { members } = putObject.input as StructureNode;
  for (const [name, member] of Object.entries(members)) {
    if (member.location !== 'header' || name === 'ContentLength') continue;
    const field = (member.name ?? name).toLowerCase();
    const text = fields.get(field);
    if (text !== undefined) input[name] = parsedField(text, member.shape.type, field);
  }
  const metadata: Record<string, string> = {};
  // A field holds no encoded words, only what looks like them (recorded).
  for (const [name, value] of fields)
    if (name.startsWith(METADATA))
      metadata[name.slice(METADATA.length)] = value.includes('=?') ? encodedWords(value) : value;
  return {
    ...input,
    ACL: fields.get('acl') || fields.get('x-amz-acl') || undefined,
    Tagging: taggingOf(fields.get('tagging')),
    Metadata: metadata,
    ContentType: fields.get('content-type'),
    // None is a condition, a trailer or an offset in a form.
    WriteOffsetBytes: undefined,
    Trailer: undefined,
    ChecksumAlgorithm: undefined,
  };
}

function parsedField(text: string, type: string, field: string): unknown {
  if (type === 'boolean') return text === 'true';
  if (type !== 'timestamp') return text;
  const date = new Date(text);
  if (!Number.isNaN(date.getTime())) return date;
  throw invalidArgument('The retain until date must be provided in ISO 8601 format', field, text);
}

/** Tags come as the XML of PutObjectTagging; a form that small needs no parser. Any other document has none (recorded). */
function taggingOf(xml: string | undefined): string | undefined {
  if (xml === undefined) return undefined;
  if (!xml.trimStart().startsWith('<')) throw malformedXml();
  const pairs = [...xml.matchAll(/<Tag>\s*<Key>([^<]*)<\/Key>\s*<Value>([^<]*)<\/Value>\s*<\/Tag>/g)];
  return pairs.map(([, key = '', value = '']) => `${encode(key)}=${encode(value)}`).join('&');
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const encode = (text: string): string =>
  encodeURIComponent(text.replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? ''));
