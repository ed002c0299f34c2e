// Whom a request is meant for must be plain: two Hosts, or one that is no host, are refused before anybody reads on
// (RFC 9112 §3.2). A signature covers one of them, a proxy in front may have believed the other. Node itself takes the
// first of two, and answers a request of HTTP/1.1 that has none with the empty 400 that S3 has for it (versitygw#1530).
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { Random } from '../platform/random.ts';
import { refuseMalformed } from './broken-request.ts';

/** To be called once the server has its one listener. */
export function requireOneHost(server: Server, random: Random): void {
  const [answer] = server.listeners('request') as [RequestListener];
  server.off('request', answer);
  server.on('request', (message: IncomingMessage, response) => {
    if (isPlain(message)) answer(message, response);
    else refuseMalformed(response, random);
  });
}

/** RFC 3986's host and port; an empty one is what a client writes that has none to name. */
const HOST = /^(?:[\w.~!$&'()*+,;=%-]*|\[[\dA-Fa-f:.]+\])(?::\d*)?$/;
/** Of an absolute target; an empty host is none here. A path begins with a slash and has no such thing. */
const ABSOLUTE = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i;
const SLASH = 47;

/** Nearly every request of a client says the same. */
let latest = '';

function isPlain({ headers: { host = '' }, rawHeaders, url = '/' }: IncomingMessage): boolean {
  if (host !== latest) {
    if (!HOST.test(host)) return false;
    latest = host;
  }
  if (url.charCodeAt(0) !== SLASH) {
    const authority = ABSOLUTE.exec(url)?.[1];
    if (authority !== undefined && (authority === '' || !HOST.test(authority))) return false;
  }
  return isOnce(rawHeaders);
}

function isOnce(rawHeaders: readonly string[]): boolean {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string;
    if (name.length === 4 && (name === 'Host' || name === 'host' || name.toLowerCase() === 'host'))
      hosts += 1;
  }
  return hosts < 2;
}
