// Easy DKIM: three tokens for CNAME records that nobody looks up here; or the selector of a key that a caller brought.
import type { Random } from '../../platform/random.ts';

export type KeyLength = 'RSA_1024_BIT' | 'RSA_2048_BIT';

export interface Dkim {
  readonly tokens: readonly string[];
  /** `EXTERNAL`: the caller's own key. */
  readonly origin: 'AWS_SES' | 'EXTERNAL';
  readonly keyLength?: KeyLength;
  /** Whether mail is signed; true unless told. */
  readonly enabled?: boolean;
  /** Milliseconds since the epoch. */
  readonly generated?: number;
}

export const easyDkim = (random: Random, generated: number, keyLength: KeyLength = 'RSA_2048_BIT'): Dkim => ({
  tokens: [0, 1, 2].map(() => token(random)),
  origin: 'AWS_SES',
  keyLength,
  generated,
});

export const ownKey = (selector: string): Dkim => ({ tokens: [selector], origin: 'EXTERNAL' });

/** As it stands in the store; older rows hold the tokens alone. */
export function readDkim(text: string | null): Dkim | undefined {
  if (text === null) return undefined;
  const kept = JSON.parse(text);
  return Array.isArray(kept) ? { tokens: kept, origin: 'AWS_SES', keyLength: 'RSA_2048_BIT' } : kept;
}

/** 32 characters of a to z and 2 to 7. */
const token = (random: Random): string =>
  [...random.bytes(32)].map((byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte & 31]).join('');
