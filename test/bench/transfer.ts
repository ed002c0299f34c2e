// Bodies too large for a load generator: sent and read as streams, without touching a disk.
import { type ClientRequest, request as send } from 'node:http';
import type { Prepared } from './load.ts';
import type { Peer } from './peers.ts';

export const MIB = 1024 ** 2;
const CHUNK = Buffer.alloc(256 * 1024, 'x');

export interface Transfer {
  readonly seconds: number;
  readonly cpuMs: number;
  readonly bytes: number;
}

/** Sends so many bytes as the body of the request, and reads the answer. @throws where it is not 2xx. */
export async function transfer(peer: Peer, prepared: Prepared, bytes = 0): Promise<Transfer> {
  const cpu = peer.cpuMs();
  const begin = performance.now();
  const received = await exchanged(peer, prepared, bytes);
  return {
    seconds: (performance.now() - begin) / 1000,
    cpuMs: peer.cpuMs() - cpu,
    bytes: Math.max(bytes, received),
  };
}

function exchanged({ url }: Peer, { method, path, headers }: Prepared, bytes: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = send(`${url}${path}`, { method, headers, agent: false }, (response) => {
      let received = 0;
      response.on('data', (chunk: Buffer) => {
        received += chunk.length;
      });
      response.on('error', reject).on('end', () => {
        const { statusCode = 0 } = response;
        if (statusCode < 300) resolve(received);
        else reject(new Error(`${method} ${path}: ${statusCode}`));
      });
    });
    request.on('error', reject);
    pour(request, bytes);
  });
}

function pour(request: ClientRequest, bytes: number): void {
  let left = bytes;
  const more = (): void => {
    while (left > 0) {
      const chunk = left >= CHUNK.length ? CHUNK : CHUNK.subarray(0, left);
      left -= chunk.length;
      if (!request.write(chunk)) {
        request.once('drain', more);
        return;
      }
    }
    request.end();
  };
  more();
}
