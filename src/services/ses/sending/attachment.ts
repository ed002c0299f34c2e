// A file beside the body of a message (RFC 2183, 2231): base64, whatever encoding the caller would like.
import type { Attachment } from './compose.ts';

export function attachmentPart(attachment: Attachment): string[] {
  const { RawContent, FileName, ContentDescription, ContentId } = attachment;
  const disposition = attachment.ContentDisposition === 'INLINE' ? 'inline' : 'attachment';
  return [
    `Content-Type: ${oneLine(attachment.ContentType ?? 'application/octet-stream')}`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: ${disposition}; ${fileName(FileName)}`,
    ...(ContentDescription === undefined ? [] : [`Content-Description: ${oneLine(ContentDescription)}`]),
    ...(ContentId === undefined ? [] : [`Content-ID: <${oneLine(ContentId).replace(/^<|>$/g, '')}>`]),
    '',
    ...base64Lines(RawContent),
  ];
}

export const base64Lines = (bytes: Uint8Array): string[] =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('base64')
    .match(/.{1,76}/g) ?? [];

/** Quoted where it is plain ASCII, else percent-encoded UTF-8 as RFC 2231 has it. */
function fileName(name: string): string {
  if (/^[\x20-\x7e]*$/.test(name)) return `filename="${name.replace(/["\\]/g, '\\$&')}"`;
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename*=UTF-8''${encoded}`;
}

/** Nothing a caller gives may begin a line of its own. */
const oneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ');
