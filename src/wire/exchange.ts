// One AWS request as all stages of the wire see it, taken apart before Fastify routes it.
import type { IncomingMessage } from 'node:http';
import type { Service } from '../core/operation.ts';
import type { Claim } from './auth/claim.ts';
import type { HostFacts } from './host.ts';
import type { QueryString } from './query-string.ts';

export type ProtocolName = 'json' | 'query' | 'rest-xml' | 'rest-json' | 'cbor';

export interface Exchange {
  readonly message: IncomingMessage;
  readonly method: string;
  /** The path as it was sent, escapes and dots and all; it begins with a slash. */
  readonly path: string;
  readonly queryText: string;
  /** Undefined where an escape of the query string is bad. */
  readonly query: QueryString | undefined;
  readonly host: HostFacts;
  readonly claim: Claim;
  readonly protocol: ProtocolName;
  /** Undefined while only the body can tell (an unsigned form), or where no such service stands here. */
  readonly service: Service | undefined;
  readonly requestId: string;
  /** The Content-Type header; Fastify is shown another (see http-server.ts). */
  readonly contentType: string | undefined;
}

const EXCHANGE = Symbol('exchange');
type Carrier = IncomingMessage & { [EXCHANGE]?: Exchange };

export const attachExchange = (exchange: Exchange): void => {
  (exchange.message as Carrier)[EXCHANGE] = exchange;
};

/** Undefined for a control request. */
export const exchangeOf = (message: IncomingMessage): Exchange | undefined => (message as Carrier)[EXCHANGE];

/** A header's text; names in lower case. */
export function headerOf(exchange: Exchange, name: string): string | undefined {
  if (name === 'content-type') return exchange.contentType;
  const value = exchange.message.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

export function requireExchange(message: IncomingMessage): Exchange {
  const exchange = exchangeOf(message);
  if (!exchange) throw new Error('an AWS request without its exchange');
  return exchange;
}
