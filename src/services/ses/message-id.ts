// SES's two forms of message ids.
import type { Random } from '../../platform/random.ts';

const BASE32HEX = '0123456789abcdefghijklmnopqrstuv';

/** Received mail: 24 random bytes and a byte 1 in lower-case base32hex, 40 characters (facts §2, six real ids). */
export function receivedMessageId(random: Random): string {
  const bytes = Buffer.concat([random.bytes(24), Buffer.of(1)]);
  let id = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      id += BASE32HEX[(held >> bits) & 31];
    }
  }
  return id;
}

/** Sent mail: `0100016d07eb7477-8e1938ce-475e-4e4b-89cb-xxxxxxxxxxxx-000000`; the first part is the time. */
export const sentMessageId = (random: Random, time: number): string =>
  `0100${time.toString(16).padStart(12, '0')}-${random.uuid()}-000000`;
