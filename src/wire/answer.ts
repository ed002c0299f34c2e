// An answer on its way out: status, headers and bytes, past Fastify's reply straight to Node's.
import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { CreateBatch } from '../platform/batch.ts';
import { isBodyHeldBack } from './body/continue.ts';
import { exchangeOf } from './exchange.ts';
import { type Head, tells } from './header-names.ts';
import { bySecond } from './scalars.ts';

export interface Answer {
  readonly status: number;
  readonly head: Head;
  /** A text only where all headers are ASCII: Node sends both in one piece. */
  readonly body?: Buffer | string;
}

export type SendAnswer = (reply: FastifyReply, answer: Answer) => void;

interface Departure {
  readonly raw: ServerResponse;
  readonly body: Answer['body'];
}

/** Below it, copying costs less than a second piece. */
const SMALL = 8 * 1024;
/** Answers that wait for each other at most. */
const TOGETHER = 64;

/**
 * Answers leave at the end of the turn in which they were made, one behind the other. Sent one by one between the
 * requests of a turn, each wakes its client, which takes the core and the caches that the next request needs.
 */
export function createSendAnswer(date: () => string, createBatch: CreateBatch): SendAnswer {
  const departures = createBatch<Departure>(TOGETHER, (leaving) => {
    for (const each of leaving) depart(each);
  });

  return function sendAnswer(reply, { status, head, body }) {
    const { raw, request } = reply;
    if (raw.headersSent || raw.destroyed) return;
    reply.hijack();
    raw.sendDate = false;
    head.push('Date', date());
    const length =
      body === undefined ? impliedLength(status, exchangeOf(request.raw)?.method) : Buffer.byteLength(body);
    if (length !== undefined && !tells(head, 'Content-Length')) head.push('Content-Length', String(length));
    if (isBodyHeldBack(request.raw)) head.push('Connection', 'close');
    writeHead(raw, status, head);
    departures.add({ raw, body });
  };
}

/** Node looks at every value anyway: what it refuses, and it alone, is mended. */
export function writeHead(raw: ServerResponse, status: number, head: Head): void {
  try {
    raw.writeHead(status, head);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_INVALID_CHAR') throw error;
    raw.writeHead(
      status,
      head.map((text, at) => (at % 2 === 0 ? text : headerText(text))),
    );
  }
}

function depart({ raw, body }: Departure): void {
  if (raw.destroyed) return;
  try {
    // Node sends a text in one piece with its head, bytes in a second one; latin-1 keeps every byte as it is.
    if (Buffer.isBuffer(body) && body.length <= SMALL) raw.end(body.toString('latin1'), 'latin1');
    else if (typeof body !== 'string') raw.end(body);
    // As many bytes as characters: all of it is ASCII, and Node need not encode.
    else raw.end(body, Buffer.byteLength(body) === body.length ? 'latin1' : 'utf8');
  } catch (error) {
    raw.destroy(error as Error);
  }
}

/** Where nothing follows, the client must be told, but where the status or HEAD says so already. */
const impliedLength = (status: number, method: string | undefined): number | undefined =>
  status < 200 || status === 204 || status === 304 || method === 'HEAD' ? undefined : 0;

/** The Date header follows the injected clock, by which the server also judges signatures. */
export function createDateHeader(now: () => number): () => string {
  const text = bySecond((second) => second.toUTCString());
  return () => text(now());
}

/** Any text as a header's value: a header is ISO-8859-1, and AWS has a blank for what is not in it (recorded). */
const headerText = (value: string): string => value.replace(/[^\t\x20-\x7e\x80-\xff]/gu, ' ');
