// Which bucket and key a request names, path style or virtual-hosted style, from the raw target.
import type { Exchange } from '../exchange.ts';
import { percentDecode } from '../percent.ts';
import { invalidBucketName, invalidUri } from './wording.ts';

export interface Resource {
  readonly bucket: string | undefined;
  readonly key: string | undefined;
}

/** @throws AwsError for a bad escape or bytes that are not UTF-8. */
export function readResource({ path, host }: Exchange): Resource {
  if (host.bucket !== undefined) return { bucket: host.bucket, key: decoded(path, path.slice(1)) };
  if (path === '/') return { bucket: undefined, key: undefined };
  const slash = path.indexOf('/', 1);
  const bucket = decoded(path, slash < 0 ? path.slice(1) : path.slice(1, slash));
  if (bucket === undefined) throw invalidBucketName('');
  return { bucket, key: slash < 0 ? undefined : decoded(path, path.slice(slash + 1)) };
}

/** The bucket alone, of any request; undefined also where the target is broken. */
export function bucketOf({ path, host }: Exchange): string | undefined {
  if (host.bucket !== undefined) return host.bucket;
  return percentDecode(path.slice(1).split('/', 1)[0] ?? '') || undefined;
}

function decoded(path: string, raw: string): string | undefined {
  if (raw === '') return undefined;
  const text = percentDecode(raw);
  if (text === undefined) throw invalidUri(path);
  return text;
}
