// The Call of a request: built once, passed through the pipeline as it is.
import type { IncomingHttpHeaders } from 'node:http';
import type { Call } from '../core/call.ts';
import { DEFAULT_REGION, isRegion, type Region } from '../core/ids.ts';
import type { Authentication } from './auth/authenticate.ts';
import { type Exchange, headerOf } from './exchange.ts';
import { sentHeader } from './rest/sent-header.ts';

export function callOf(exchange: Exchange, caller: Authentication, time: number): Call {
  const { message } = exchange;
  return {
    principal: caller.principal,
    account: caller.account,
    region: regionOf(exchange),
    requestId: exchange.requestId,
    time,
    sourceIp: plainAddress(message.socket.remoteAddress),
    userAgent: sameText(headerOf(exchange, 'user-agent') ?? ''),
    url: exchange.path === '/' ? sameText(urlOf(exchange)) : urlOf(exchange),
    bulky: isBulky(message.headers),
    secure: 'encrypted' in message.socket,
    signature: caller.signature,
    referer: headerOf(exchange, 'referer'),
    trace: headerOf(exchange, 'x-amzn-trace-id'),
    contentSha256: headerOf(exchange, 'x-amz-content-sha256'),
    requestPayer: sentHeader(exchange, 'x-amz-request-payer'),
  };
}

const BULKY_BYTES = 32 * 1024;
const isBulky = (headers: IncomingHttpHeaders): boolean =>
  Number(headers['content-length']) > BULKY_BYTES || headers['transfer-encoding'] !== undefined;

const urlOf = ({ message: { socket, headers }, path }: Exchange): string =>
  `${'encrypted' in socket ? 'https' : 'http'}://${headers.host ?? 'localhost'}${path}`;

const texts = new Map<string, string>();
const REMEMBERED = 1_000;
/** What a hostile client makes longer is not remembered for it. */
const LONGEST = 512;

/** One string for texts that come with every request: those that are kept in records weigh once. */
function sameText(text: string): string {
  if (text.length > LONGEST) return text;
  const known = texts.get(text);
  if (known !== undefined) return known;
  if (texts.size >= REMEMBERED) texts.clear();
  texts.set(text, text);
  return text;
}

/** The signing scope's; pseudo regions such as `aws-global` stand for us-east-1. */
function regionOf({ claim, host }: Exchange): Region {
  const scope = 'scope' in claim ? claim.scope?.region : undefined;
  const region = scope ?? host.region;
  return region !== undefined && isRegion(region) ? region : DEFAULT_REGION;
}

const MAPPED = '::ffff:';
const plainAddress = (address = '127.0.0.1'): string =>
  address.startsWith(MAPPED) ? address.slice(MAPPED.length) : address;
