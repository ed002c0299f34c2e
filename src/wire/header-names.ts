// The names of an answer's headers as AWS spells them. Their case means nothing to HTTP; it does to clients that look
// them up as they are written (JetS3t finds no `etag`).
const SPELLED: Readonly<Record<string, string | undefined>> = Object.assign(Object.create(null), {
  'accept-ranges': 'Accept-Ranges',
  allow: 'Allow',
  'cache-control': 'Cache-Control',
  connection: 'Connection',
  'content-disposition': 'Content-Disposition',
  'content-encoding': 'Content-Encoding',
  'content-language': 'Content-Language',
  'content-length': 'Content-Length',
  'content-range': 'Content-Range',
  'content-type': 'Content-Type',
  date: 'Date',
  etag: 'ETag',
  expires: 'Expires',
  'last-modified': 'Last-Modified',
  location: 'Location',
  'retry-after': 'Retry-After',
  server: 'Server',
  vary: 'Vary',
  'access-control-allow-credentials': 'Access-Control-Allow-Credentials',
  'access-control-allow-headers': 'Access-Control-Allow-Headers',
  'access-control-allow-methods': 'Access-Control-Allow-Methods',
  'access-control-allow-origin': 'Access-Control-Allow-Origin',
  'access-control-expose-headers': 'Access-Control-Expose-Headers',
  'access-control-max-age': 'Access-Control-Max-Age',
});

/** An answer's headers as Node's `writeHead` takes them: names, as AWS spells them, and values in turn. */
export type Head = string[];

/** @param name in lower case. */
export const spelled = (name: string): string => SPELLED[name] ?? name;

export function headOf(headers: Readonly<Record<string, string>>): Head {
  const head: Head = [];
  for (const name in headers) head.push(spelled(name), headers[name] as string);
  return head;
}

/** @param name as it is spelled. */
export function tells(head: Head, name: string): boolean {
  for (let at = 0; at < head.length; at += 2) if (head[at] === name) return true;
  return false;
}
