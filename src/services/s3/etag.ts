// Entity tags: stored bare, sent quoted, compared as HTTP's lists of them.
import { hash } from 'node:crypto';
import type { Random } from '../../platform/random.ts';
import type { SseMode } from './versions/object-version.ts';

export const quoted = (etag: string): string => `"${etag}"`;

/** An ETag that says nothing of the body: what KMS and customer keys get (facts/s3 §5.5). */
export const opaqueEtag = (random: Random): string => random.bytes(16).toString('hex');

/** Whether a single body's ETag is its MD5. */
export const etagIsMd5 = (mode: SseMode): boolean => mode === 'AES256' || mode === 'none';

/** Of a multipart object: the MD5 of its parts' ETags, and their number. */
export const etagOfParts = (parts: readonly { readonly etag: string }[]): string =>
  `${hash('md5', Buffer.from(parts.map(({ etag }) => etag).join(''), 'hex'), 'hex')}-${parts.length}`;

/** `If-Match: "a", b` or `*`; S3 takes tags without their quotes too, or with one of them (verified on AWS by moto). */
export function etagMatches(list: string, etag: string): boolean {
  return list.split(',').some((item) => {
    const tag = item.trim().replace(/^W\//, '');
    return tag === '*' || tag.replace(/^"|"$/g, '') === etag;
  });
}
