// Easy DKIM: three tokens for CNAME records that nobody looks up here.
import type { Random } from '../../platform/random.ts';

export const dkimTokens = (random: Random): string[] => [0, 1, 2].map(() => token(random));

/** 32 characters of a to z and 2 to 7. */
const token = (random: Random): string =>
  [...random.bytes(32)].map((byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte & 31]).join('');
