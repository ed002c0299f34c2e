// Bodies that operations take and give: whole, in pieces, without an end, and one that breaks.
import type { Body } from '../../../src/core/body.ts';

export async function collect(body: Body | undefined): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export const pieces = (bytes: Buffer) => ({
  async *[Symbol.asyncIterator]() {
    for (let at = 0; at < bytes.length; at += 65536) yield bytes.subarray(at, at + 65536);
  },
});

/** @param pulled what was taken of it. */
export function slow(pulled: { chunks: number; returned: boolean }, count: number, breaks = false): Body {
  return {
    length: count * 65536,
    async *[Symbol.asyncIterator]() {
      try {
        for (let i = 0; i < count; i++) {
          pulled.chunks++;
          yield Buffer.alloc(65536);
          if (breaks) throw new Error('the disk is gone');
        }
      } finally {
        pulled.returned = true;
      }
    },
  };
}
