// Clients that stop halfway: whoever neither sends the rest of a request nor takes the rest of an answer is cut,
// so that no socket, and nothing that waits for it, is held for ever. Waiting for us is no such thing.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long a connection may lie still (S3: RequestTimeout). */
export const STALLED_MS = 60_000;

const UNDER_WAY = Symbol('the request under way');
type Carrier = Socket & { [UNDER_WAY]?: { message: IncomingMessage; response: ServerResponse } };

/** The server's own socket timeout must be set; it costs no timer per request. */
export function cutStalledClients(server: Server): void {
  server.prependListener('request', (message: IncomingMessage, response: ServerResponse) => {
    (message.socket as Carrier)[UNDER_WAY] = { message, response };
  });
  server.on('timeout', (socket: Carrier) => {
    const { message, response } = socket[UNDER_WAY] ?? {};
    const waitsForUs = message?.complete && response && !response.headersSent;
    if (!waitsForUs) socket.destroy();
  });
}
