// Which of the two doors a request comes to (AWS or the control API), and which service it means.
import type { IncomingMessage } from 'node:http';
import type { QueryProtocol, Service } from '../core/operation.ts';
import type { Random } from '../platform/random.ts';
import { type Claim, readClaim } from './auth/claim.ts';
import type { Exchange, ProtocolName } from './exchange.ts';
import { readHost } from './host.ts';
import { QueryString } from './query-string.ts';

interface RootedService {
  readonly service: Service;
  readonly root: string;
  readonly signingNames: readonly string[];
}

export type Classify = (message: IncomingMessage, url: string) => Exchange | undefined;

/** Paths of the control API; no bucket name begins with an underscore. */
const CONTROL = /^\/(?:_waxseal|_localstack|_aws)(?:[/?]|$)/;
/** These could be buckets: they are control paths only for those who sign nothing. */
const CONTROL_UNSIGNED = /^\/(?:moto-api\/|health(?:\?|$))/;

export function createClassifier(services: readonly Service[], random: Random): Classify {
  const byScope = new Map<string, Service>();
  const byRoot: RootedService[] = [];
  const ofAccounts: RootedService[] = [];
  const byTarget = new Map<string, Service>();
  const byResource: { readonly service: Service; readonly path: RegExp }[] = [];
  for (const service of services) {
    const signingNames = [service.name, ...(service.signingNames ?? [])];
    if (service.protocol.kind === 'rest-json') {
      byRoot.push({ service, root: service.protocol.root, signingNames });
      continue;
    }
    if (service.protocol.kind === 'rest-xml' && service.protocol.root !== undefined) {
      ofAccounts.push({ service, root: service.protocol.root, signingNames });
      continue;
    }
    for (const name of signingNames) byScope.set(name, service);
    const { resourcePath } = queryProtocolOf(service) ?? {};
    if (resourcePath) byResource.push({ service, path: resourcePath });
    if (service.protocol.kind === 'json-1.1' || service.protocol.kind === 'json-1.0') {
      const { targetPrefix, targetAliases = [] } = service.protocol;
      for (const prefix of [targetPrefix, ...targetAliases]) byTarget.set(prefix, service);
    }
  }
  const restXml = services.find(({ protocol }) => protocol.kind === 'rest-xml' && !protocol.root);

  return function classify(message, url) {
    const { path, queryText, authority } = splitTarget(url);
    const { headers } = message;
    const host = readHost(authority ?? headers.host);
    if (host.bucket === undefined && CONTROL.test(path)) return undefined;
    const query = QueryString.parse(queryText);
    const claim = readClaim(headers, query);
    if (isUnsignedControl(message, path, claim, host.bucket)) return undefined;

    const { protocol, service } = choose(message, path, query, claim, host.bucket);
    return {
      message,
      method: message.method ?? 'GET',
      path,
      queryText,
      query,
      host,
      claim,
      protocol,
      service,
      requestId: protocol === 'rest-xml' ? random.bytes(8).toString('hex').toUpperCase() : random.uuid(),
      contentType: headers['content-type'],
    };
  };

  /** Signing scope (and path, where two APIs share one), then X-Amz-Target, then Action, then S3. */
  function choose(
    { headers, method }: IncomingMessage,
    path: string,
    query: QueryString | undefined,
    claim: Claim,
    bucket: string | undefined,
  ): { protocol: ProtocolName; service: Service | undefined } {
    const scope = 'scope' in claim ? claim.scope?.service : undefined;
    for (const { service, root, signingNames } of byRoot) {
      // Unsigned, the path alone tells: no bucket has so short a name as `v2`.
      if (
        path.startsWith(root) &&
        (scope === undefined ? bucket === undefined : signingNames.includes(scope))
      )
        return { protocol: 'rest-json', service };
    }
    for (const { service, root, signingNames } of ofAccounts) {
      if (
        path.startsWith(root) &&
        (scope === undefined || signingNames.includes(scope)) &&
        isOfAccount(headers, bucket)
      )
        return { protocol: 'rest-xml', service };
    }
    const signed = scope === undefined ? undefined : byScope.get(scope);
    // Any object may carry that header: it counts for services that speak the protocol alone.
    if (signed && speaksCbor(signed) && headers['smithy-protocol'] === 'rpc-v2-cbor') {
      return { protocol: 'cbor', service: signed };
    }
    if (signed) return { protocol: protocolOf(signed, headers['x-amz-target']), service: signed };
    const target = headers['x-amz-target'];
    if (typeof target === 'string') {
      return { protocol: 'json', service: byTarget.get(target.slice(0, target.lastIndexOf('.'))) };
    }
    const form =
      method === 'POST' && headers['content-type']?.startsWith('application/x-www-form-urlencoded');
    if (path === '/' && bucket === undefined) {
      if (form || query?.has('Action')) return { protocol: 'query', service: undefined };
    }
    // S3 has no POST of a path without a parameter, and no parameter of that name.
    if (bucket === undefined && (query?.has('Action') || (form && query?.pairs.length === 0))) {
      const named = byResource.find((each) => each.path.test(path));
      if (named) return { protocol: 'query', service: named.service };
    }
    return { protocol: 'rest-xml', service: scope === undefined ? restXml : undefined };
  }
}

/**
 * S3 Control's requests name an account in a header and, as SDKs send them, in front of the host. Without the
 * header, or under another name, the path is an object's: `v20180820` and twelve digits are names of buckets too.
 */
function isOfAccount(headers: IncomingMessage['headers'], bucket: string | undefined): boolean {
  const account = headers['x-amz-account-id'];
  if (typeof account !== 'string') return false;
  return bucket === undefined || bucket === account || bucket.startsWith(`${account}.s3-control`);
}

const speaksCbor = ({ protocol }: Service): boolean =>
  (protocol.kind === 'json-1.0' || protocol.kind === 'json-1.1') && protocol.cbor === true;

export const queryProtocolOf = ({ protocol, olderProtocol }: Service): QueryProtocol | undefined =>
  protocol.kind === 'query' ? protocol : olderProtocol;

function protocolOf({ protocol, olderProtocol }: Service, target: unknown): ProtocolName {
  if (olderProtocol && target === undefined) return olderProtocol.kind;
  return protocol.kind === 'json-1.1' || protocol.kind === 'json-1.0' ? 'json' : protocol.kind;
}

function isUnsignedControl(
  message: IncomingMessage,
  path: string,
  claim: Claim,
  bucket: string | undefined,
): boolean {
  if (bucket !== undefined || claim.kind !== 'none' || !CONTROL_UNSIGNED.test(path)) return false;
  return !path.startsWith('/health') || message.method === 'GET' || message.method === 'HEAD';
}

const SLASH = 47;

/** The target as it was sent. A proxy's absolute form carries the host; a fragment has no business here. */
function splitTarget(url: string): { path: string; queryText: string; authority?: string } {
  const absolute = url.charCodeAt(0) === SLASH ? null : /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(url);
  const target = absolute ? url.slice(absolute[0].length) : url;
  const question = target.indexOf('?');
  const path = question < 0 ? target : target.slice(0, question);
  return {
    path: path.startsWith('/') ? path : `/${path}`,
    queryText: question < 0 ? '' : target.slice(question + 1),
    ...(absolute?.[1] !== undefined && { authority: absolute[1] }),
  };
}
