// An answer on its way out: status, headers and bytes, sent through Fastify as a Buffer.
import type { FastifyReply } from 'fastify';
import { isBodyHeldBack } from './body/continue.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

export function sendAnswer(reply: FastifyReply, answer: Answer, date: string): void {
  const { raw, request } = reply;
  if (raw.headersSent || raw.destroyed) return;
  raw.sendDate = false;
  reply.code(answer.status).headers(answer.headers).header('date', date);
  if (isBodyHeldBack(request.raw)) reply.header('connection', 'close');
  reply.send(answer.body);
}

/** The Date header follows the injected clock, by which the server also judges signatures; one text a second. */
export function createDateHeader(now: () => number): () => string {
  let second = Number.NaN;
  let text = '';
  return () => {
    const current = Math.floor(now() / 1000);
    if (current !== second) {
      second = current;
      text = new Date(current * 1000).toUTCString();
    }
    return text;
  };
}

/** Headers that an error carries; their values may hold what the client sent. */
export const safeHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, headerText(value)]));

/** Any text as a header's bytes: UTF-8 in the latin-1 clothes that Node wants, control characters dropped. */
export function headerText(value: string): string {
  if (/^[\t\x20-\x7e]*$/.test(value)) return value;
  const bytes = Buffer.from(value, 'utf8').toString('latin1');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a header
  return bytes.replace(/[\x00-\x08\x0a-\x1f\x7f]/g, ' ');
}
