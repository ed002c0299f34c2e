// An HTTP endpoint that plays a function or a topic's subscriber: it writes down what it is sent and answers as it is told to.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Posted {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export async function listenHttp() {
  const posted: Posted[] = [];
  let answer = { status: 200, body: '' };
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString();
      posted.push({ path: request.url ?? '', headers: request.headers, body });
      response.writeHead(answer.status, { connection: 'close' }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/hook`,
    at: (path: string) => `${origin}${path}`,
    posted,
    answer(status: number, body = '') {
      answer = { status, body };
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

export type HttpEndpoint = Awaited<ReturnType<typeof listenHttp>>;
