// Where an object is reached, as CompleteMultipartUpload and a form's answer tell it: at the endpoint that was asked.
import type { Call } from '../../core/call.ts';
import type { Bucket } from './buckets/bucket-store.ts';

/** Slashes in the key are escaped too; lib-storage counts on it. */
export function objectUrl({ name, region }: Bucket, key: string, { url }: Call): string {
  const path = encodeURIComponent(key);
  // A call from inside names no endpoint.
  if (url === undefined || !URL.canParse(url)) return `https://${name}.s3.${region}.amazonaws.com/${path}`;
  const { origin, hostname } = new URL(url);
  return hostname.startsWith(`${name}.`) ? `${origin}/${path}` : `${origin}/${name}/${path}`;
}
