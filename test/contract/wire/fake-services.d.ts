import type { Call } from '../../../src/core/call.ts';
import type { Credential } from '../../../src/core/credentials.ts';
import { MoveableClock } from '../../../src/platform/clock.ts';
import { type HttpServerSettings } from '../../../src/wire/http-server.ts';
/** What the last operation was given. */
export interface Seen {
  operation: string;
  input: unknown;
  call: Call;
  body?: Buffer;
}
export declare function startWire(overrides?: Partial<HttpServerSettings>): Promise<{
  url: string;
  port: number;
  server: import('fastify').FastifyInstance<
    import('fastify').RawServerDefault,
    import('http').IncomingMessage,
    import('http').ServerResponse<import('http').IncomingMessage>,
    import('fastify').FastifyBaseLogger,
    import('fastify').FastifyTypeProviderDefault
  >;
  seen: Seen[];
  logged: object[];
  objects: Map<string, Buffer<ArrayBufferLike>>;
  credentials: Map<string, Credential>;
  clock: MoveableClock;
  pulled: {
    chunks: number;
    returned: boolean;
  };
  last: () => Seen | undefined;
  close: () => Promise<undefined>;
}>;
export type Wire = Awaited<ReturnType<typeof startWire>>;
