// Signature Version 2 of S3: `Authorization: AWS AKID:signature` and ?AWSAccessKeyId&Signature&Expires.
import { createHmac } from 'node:crypto';
import { type Exchange, headerOf } from '../exchange.ts';
import { sameSignature } from './sigv4.ts';

/** The parameters that take part in the signature: S3's old subresources and the response overrides. */
const SIGNED_PARAMETERS = new Set([
  'accelerate',
  'acl',
  'analytics',
  'cors',
  'delete',
  'encryption',
  'inventory',
  'lifecycle',
  'location',
  'logging',
  'metrics',
  'notification',
  'object-lock',
  'partNumber',
  'policy',
  'publicAccessBlock',
  'replication',
  'requestPayment',
  'response-cache-control',
  'response-content-disposition',
  'response-content-encoding',
  'response-content-language',
  'response-content-type',
  'response-expires',
  'restore',
  'retention',
  'legal-hold',
  'tagging',
  'torrent',
  'uploadId',
  'uploads',
  'versionId',
  'versioning',
  'versions',
  'website',
]);

/** @param expires the Expires parameter, which stands in the date's place in a presigned URL. */
export function stringToSignV2(
  exchange: Exchange,
  expires: string | undefined,
  path = exchange.path,
): string {
  const header = (name: string) => headerOf(exchange, name) ?? '';
  const date = expires ?? (header('x-amz-date') === '' ? header('date') : '');
  const amazon = new Map<string, string>();
  // A URL says in its query what its headers would have said (recorded).
  for (const [name, value] of expires === undefined ? [] : (exchange.query?.pairs ?? []))
    amazon.set(name.toLowerCase(), asBytes(value));
  for (const name in exchange.message.headers) amazon.set(name, header(name));
  const amazonHeaders = [...amazon]
    .filter(([name]) => name.startsWith('x-amz-'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}:${value.trim()}\n`)
    .join('');
  const { bucket } = exchange.host;
  const resource = `${bucket === undefined ? '' : `/${bucket}`}${path}${signedParameters(exchange)}`;
  return `${exchange.method}\n${header('content-md5')}\n${header('content-type')}\n${date}\n${amazonHeaders}${resource}`;
}

/** Headers are bytes already, read as latin-1; what an escape stood for is made so. */
const asBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

function signedParameters({ query, queryText }: Exchange): string {
  if (!query || queryText === '') return '';
  const signed = query.pairs
    .filter(([name]) => SIGNED_PARAMETERS.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === '' ? name : `${name}=${asBytes(value)}`));
  return signed.length === 0 ? '' : `?${signed.join('&')}`;
}

export const holdsV2 = (
  exchange: Exchange,
  expires: string | undefined,
  secret: string,
  signature: string,
): boolean =>
  signedPaths(exchange).some((path) =>
    sameSignature(signV2(secret, stringToSignV2(exchange, expires, path)), signature),
  );

/** boto signs a bucket's path as if it ended in a slash, whichever it sends. */
const signedPaths = ({ path, host }: Exchange): readonly string[] =>
  host.bucket === undefined && /^\/[^/]+$/.test(path) ? [path, `${path}/`] : [path];

const signV2 = (secret: string, text: string): string =>
  createHmac('sha1', secret).update(text, 'latin1').digest('base64');
