// Requests as they stand on the wire: no client library tidies the path, the headers or the body.
import { connect } from 'node:net';
import { Client, type Dispatcher } from 'undici';
import type { Wire } from './fake-services.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly bytes: Buffer;
  readonly text: string;
}

export interface RawRequest {
  readonly method?: Dispatcher.HttpMethod;
  readonly path?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Uint8Array;
}

export async function send({ url }: Pick<Wire, 'url'>, request: RawRequest): Promise<Answer> {
  const client = new Client(url);
  try {
    const { statusCode, headers, body } = await client.request({
      method: request.method ?? 'GET',
      path: request.path ?? '/',
      headers: request.headers ?? {},
      body: request.body ?? null,
    });
    const bytes = Buffer.from(await body.arrayBuffer());
    return { status: statusCode, headers, bytes, text: bytes.toString('utf8') };
  } finally {
    await client.close();
  }
}

/** Writes the pieces one after the other and answers what came back until the server closed or fell silent. */
export function sendBytes(
  { port }: Pick<Wire, 'port'>,
  pieces: readonly (string | Uint8Array)[],
  { until = () => false, end = false }: { until?: (text: string) => boolean; end?: boolean } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (until(text)) socket.destroy();
    });
    socket.on('close', () => resolve(text));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
    });
    socket.on('connect', async () => {
      for (const piece of pieces) {
        await new Promise((written) => socket.write(piece, written));
      }
      if (end) socket.end();
    });
  });
}

/** A header-signed request's Authorization, whose signature nobody checks. */
export const unchecked = (service: string, accessKeyId = 'AKIDUNCHECKED', region = 'us-east-1'): string =>
  `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;

/** The error's code, in whatever protocol. */
export const code = ({ text }: Answer): string | undefined =>
  /<Code>(.*?)<\/Code>/.exec(text)?.[1] ?? (JSON.parse(text) as { __type: string }).__type;
export const message = ({ text }: Answer): string | undefined =>
  /<Message>(.*?)<\/Message>/.exec(text)?.[1] ?? (JSON.parse(text) as { message: string }).message;
