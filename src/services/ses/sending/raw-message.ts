// Changes to a raw message that leave every other byte where it was.
import { headerEnd } from '../receiving/headers.ts';

/** Without a field and its folded lines. */
export function withoutHeader(message: Uint8Array, name: string): Buffer {
  const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
  const end = headerEnd(bytes);
  const lines = bytes
    .subarray(0, end)
    .toString('latin1')
    .split(/(?<=\n)/);
  let dropping = false;
  const kept = lines.filter((line) => {
    if (!/^[ \t]/.test(line)) dropping = line.toLowerCase().startsWith(`${name}:`);
    return !dropping;
  });
  return Buffer.concat([Buffer.from(kept.join(''), 'latin1'), bytes.subarray(end)]);
}
