// What a request claims about its caller: read from the Authorization header or the query, not yet believed.
import type { IncomingHttpHeaders } from 'node:http';
import type { SignatureAlgorithm } from '../../core/call.ts';
import type { QueryString } from '../query-string.ts';

/** `AKID/20260101/us-east-1/kms/aws4_request` taken apart. */
export interface Scope {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** Without the access key id: what the string to sign names. */
  readonly text: string;
}

export type Claim =
  | { readonly kind: 'none' }
  | HeaderClaim
  | PresignedClaim
  | {
      readonly kind: 'v2';
      readonly place: 'header' | 'query';
      readonly accessKeyId: string;
      readonly signature: string;
      /** Seconds since the epoch, where the query carries it. */
      readonly expires?: string;
    }
  | MalformedClaim;

/** A URL that was signed to be lent: what it says in its query stands for headers. */
export const isInUrl = (claim: Claim): boolean =>
  claim.kind === 'presigned' || (claim.kind === 'v2' && claim.place === 'query');

export interface HeaderClaim {
  readonly kind: 'header';
  readonly algorithm: SignatureAlgorithm;
  readonly scope: Scope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}
export interface PresignedClaim {
  readonly kind: 'presigned';
  readonly algorithm: SignatureAlgorithm;
  readonly scope: Scope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly date: string;
  readonly expires: string | undefined;
  readonly token: string | undefined;
}
export interface MalformedClaim {
  readonly kind: 'malformed';
  readonly place: 'header' | 'query';
  /** What is wrong with it, for the protocol's error. */
  readonly problem: string;
  /** The header as a whole is of no scheme that AWS knows. */
  readonly unsupported?: boolean;
  /** As far as it could be read: the service's voice answers. */
  readonly scope?: Scope;
}

/** S3's words for a presigned URL that lacks one of its parameters. */
export const INCOMPLETE_QUERY =
  'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.';
export const INCOMPLETE_QUERY_V2 =
  'Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters';
const TWO_MECHANISMS =
  'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified';
const NONE: Claim = { kind: 'none' };
const V4 = 'AWS4-HMAC-SHA256';
const V4A = 'AWS4-ECDSA-P256-SHA256';
const REMEMBERED = 1_000;
const SIGNATURE = /^[0-9a-f]{64,160}$/;

export function readClaim(headers: IncomingHttpHeaders, query: QueryString | undefined): Claim {
  const { authorization } = headers;
  const inQuery = query && query.pairs.length > 0 ? readQuery(query) : NONE;
  if (authorization === undefined) return inQuery;
  const inHeader = readHeader(authorization);
  if (inQuery.kind === 'none') return inHeader;
  return {
    kind: 'malformed',
    place: 'header',
    problem: TWO_MECHANISMS,
    unsupported: true,
    ...('scope' in inHeader && inHeader.scope && { scope: inHeader.scope }),
  };
}

function readQuery(query: QueryString): Claim {
  if (
    query.getIgnoringCase('x-amz-algorithm') !== undefined ||
    query.getIgnoringCase('x-amz-signature') !== undefined
  ) {
    return readPresigned(query);
  }
  const accessKeyId = query.get('AWSAccessKeyId');
  const signature = query.get('Signature');
  if (accessKeyId === undefined && signature === undefined) return NONE;
  const expires = query.get('Expires');
  if (accessKeyId === undefined || signature === undefined || expires === undefined) {
    return { kind: 'malformed', place: 'query', problem: INCOMPLETE_QUERY_V2 };
  }
  return { kind: 'v2', place: 'query', accessKeyId, signature, expires };
}

/** All of a header but the signature is the same from request to request. */
const heads = new Map<string, HeaderClaim>();
/** Most requests come from the client of the one before: comparing costs less than the hash of a long text. */
let last: { readonly head: string; readonly claim: HeaderClaim } | undefined;

function readHeader(text: string): Claim {
  const at = text.lastIndexOf('Signature=') + 'Signature='.length;
  const head = text.slice(0, at);
  const remembered = last?.head === head ? last.claim : heads.get(head);
  if (remembered) {
    if (remembered !== last?.claim) last = { head, claim: remembered };
    const { algorithm, scope, signedHeaders } = remembered;
    return { kind: 'header', algorithm, scope, signedHeaders, signature: text.slice(at).trim() };
  }
  const claim = parseHeader(text);
  if (claim.kind === 'header' && text.slice(at).trim() === claim.signature) {
    if (heads.size >= REMEMBERED) heads.clear();
    heads.set(head, claim);
  }
  return claim;
}

function parseHeader(text: string): Claim {
  const space = text.indexOf(' ');
  const algorithm = space < 0 ? text : text.slice(0, space);
  if (algorithm === 'AWS') return readV2(text.slice(space + 1));
  if (algorithm !== V4 && algorithm !== V4A) {
    return {
      kind: 'malformed',
      place: 'header',
      problem: 'Unsupported Authorization Type',
      unsupported: true,
    };
  }
  const fields = text.slice(space + 1);
  const credential = field(fields, 'Credential=');
  const signedHeaders = field(fields, 'SignedHeaders=');
  const signature = field(fields, 'Signature=');
  const scope = credential === undefined ? undefined : readScope(credential, algorithm === V4A);
  const malformed = (problem: string): Claim => ({
    kind: 'malformed',
    place: 'header',
    problem,
    ...(scope && { scope }),
  });
  if (space < 0 || credential === undefined)
    return malformed("Authorization header requires 'Credential' parameter.");
  if (!scope)
    return malformed(
      `the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".`,
    );
  if (signedHeaders === undefined || signedHeaders === '') {
    return malformed("Authorization header requires 'SignedHeaders' parameter.");
  }
  if (signature === undefined || signature === '')
    return malformed("Authorization header requires 'Signature' parameter.");
  return { kind: 'header', algorithm, scope, signedHeaders: signedHeaders.split(';'), signature };
}

/** Fields are parted by commas, with or without spaces. */
function field(fields: string, name: string): string | undefined {
  const at = fields.indexOf(name);
  if (at < 0 || (at > 0 && !' ,'.includes(fields.charAt(at - 1)))) return undefined;
  const comma = fields.indexOf(',', at);
  return fields.slice(at + name.length, comma < 0 ? undefined : comma).trim();
}

function readV2(text: string): Claim {
  const colon = text.lastIndexOf(':');
  if (colon <= 0) {
    return {
      kind: 'malformed',
      place: 'header',
      problem: 'AWS authorization header is invalid.  Expected AwsAccessKeyId:signature',
      unsupported: true,
    };
  }
  const accessKeyId = text.slice(0, colon).trim();
  return { kind: 'v2', place: 'header', accessKeyId, signature: text.slice(colon + 1) };
}

function readPresigned(query: QueryString): Claim {
  const get = (name: string) => query.getIgnoringCase(name);
  const algorithm = get('x-amz-algorithm');
  const credential = get('x-amz-credential');
  const signedHeaders = get('x-amz-signedheaders');
  const signature = get('x-amz-signature');
  const date = get('x-amz-date');
  const scope = credential === undefined ? undefined : readScope(credential, algorithm === V4A);
  const malformed = (problem: string): Claim => ({
    kind: 'malformed',
    place: 'query',
    problem,
    ...(scope && { scope }),
  });
  if (
    algorithm === undefined ||
    credential === undefined ||
    signedHeaders === undefined ||
    signature === undefined ||
    date === undefined
  ) {
    return malformed(INCOMPLETE_QUERY);
  }
  if (algorithm !== V4 && algorithm !== V4A) {
    return malformed('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"');
  }
  if (!scope) {
    return malformed(
      'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  }
  if (!SIGNATURE.test(signature)) return malformed('X-Amz-Signature is mal-formed.');
  return {
    kind: 'presigned',
    algorithm,
    scope,
    signedHeaders: signedHeaders.split(';'),
    signature,
    date,
    expires: get('x-amz-expires'),
    token: get('x-amz-security-token'),
  };
}

function readScope(credential: string, regionless: boolean): Scope | undefined {
  // An access key id may hold slashes, so the fixed fields are counted from the end.
  const parts = credential.split('/');
  const fixed = parts.splice(regionless ? -3 : -4);
  const accessKeyId = parts.join('/');
  const [date, region, service, end] = regionless ? [fixed[0], '', fixed[1], fixed[2]] : fixed;
  if (!accessKeyId || !date || region === undefined || !service || end !== 'aws4_request') return undefined;
  if (!/^\d{8}$/.test(date)) return undefined;
  return { accessKeyId, date, region, service, text: fixed.join('/') };
}
