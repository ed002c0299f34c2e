// Changes to a raw message that leave every other byte where it was.
import { headerEnd } from '../receiving/headers.ts';

/** Without some fields and their folded lines. */
export function withoutHeaders(message: Uint8Array, names: readonly string[]): Buffer {
  const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
  const end = headerEnd(bytes);
  const lines = bytes
    .subarray(0, end)
    .toString('latin1')
    .split(/(?<=\n)/);
  let dropping = false;
  const kept = lines.filter((line) => {
    if (!/^[ \t]/.test(line)) dropping = names.includes(fieldOf(line));
    return !dropping;
  });
  return Buffer.concat([Buffer.from(kept.join(''), 'latin1'), bytes.subarray(end)]);
}

const fieldOf = (line: string): string => line.slice(0, line.indexOf(':')).trimEnd().toLowerCase();
