// What browsers are answered: to a preflight, and beside every answer to a page of another origin.

import { AwsError } from '../../../core/errors.ts';
import type { CrossOriginRequest } from '../../../core/operation.ts';
import { header, string, structure } from '../../../core/shape.ts';
import type { Bucket, BucketStore } from '../buckets/bucket-store.ts';
import { type CorsConfiguration, type CorsRule, corsRuleFor } from './cors.ts';

export const preflightMembers = {
  Origin: header('Origin', string()),
  RequestMethod: header('Access-Control-Request-Method', string()),
  RequestHeaders: header('Access-Control-Request-Headers', string()),
};

export const preflightAnswer = structure({
  AllowOrigin: header('Access-Control-Allow-Origin', string()),
  AllowMethods: header('Access-Control-Allow-Methods', string()),
  AllowHeaders: header('Access-Control-Allow-Headers', string()),
  ExposeHeaders: header('Access-Control-Expose-Headers', string()),
  MaxAge: header('Access-Control-Max-Age', string()),
  AllowCredentials: header('Access-Control-Allow-Credentials', string()),
  Vary: header('Vary', string()),
});

const VARY = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';

const corsOf = (buckets: BucketStore, bucket: Bucket | undefined): CorsConfiguration | undefined =>
  bucket && buckets.configuration<CorsConfiguration>(bucket, 'cors');

const namesOf = (list: string | undefined): string[] =>
  (list ?? '').split(',').flatMap((name) => name.trim() || []);

const badRequest = (message: string) => new AwsError('BadRequest', 400, message);
const forbidden = (message: string, Method: string, ResourceType: string) =>
  new AwsError('AccessForbidden', 403, `CORSResponse: ${message}`, { Method, ResourceType });

export interface Preflight {
  readonly Origin?: string | undefined;
  readonly RequestMethod?: string | undefined;
  readonly RequestHeaders?: string | undefined;
}

export function answerPreflight(
  { Origin, RequestMethod, RequestHeaders }: Preflight,
  bucket: Bucket | undefined,
  buckets: BucketStore,
  resourceType: 'BUCKET' | 'OBJECT',
) {
  if (!Origin) throw badRequest('Insufficient information. Origin request header needed.');
  const configuration = corsOf(buckets, bucket);
  // Recorded: before the method is looked at, and of the bucket whatever the target.
  if (!configuration) {
    const why = bucket ? 'CORS is not enabled for this bucket.' : 'Bucket not found';
    throw forbidden(why, RequestMethod ?? 'OPTIONS', 'BUCKET');
  }
  if (!RequestMethod) throw badRequest('Invalid Access-Control-Request-Method: null');
  const asked = namesOf(RequestHeaders);
  const rule = corsRuleFor(configuration, Origin, RequestMethod, asked);
  if (!rule) {
    throw forbidden(
      "This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
      RequestMethod,
      resourceType,
    );
  }
  return {
    ...shared(rule, Origin),
    ...(asked.length > 0 && { AllowHeaders: asked.join(', ').toLowerCase() }),
    Vary: VARY,
  };
}

function shared(rule: CorsRule, origin: string) {
  const anybody = rule.AllowedOrigins.includes('*');
  return {
    AllowOrigin: anybody ? '*' : origin,
    AllowMethods: rule.AllowedMethods.join(', '),
    ...(rule.ExposeHeaders?.length && { ExposeHeaders: rule.ExposeHeaders.join(', ') }),
    ...(rule.MaxAgeSeconds !== undefined && { MaxAge: String(rule.MaxAgeSeconds) }),
    ...(!anybody && { AllowCredentials: 'true' }),
  };
}

/** The headers beside an ordinary answer; undefined where no rule lets the origin in. */
export const crossOriginOf =
  (buckets: BucketStore) =>
  ({
    bucket: name,
    method,
    origin,
    headers,
  }: CrossOriginRequest): Readonly<Record<string, string>> | undefined => {
    const configuration = corsOf(buckets, name === undefined ? undefined : buckets.find('aws', name));
    const rule = corsRuleFor(configuration, origin, method, namesOf(headers));
    if (!rule) return undefined;
    const { AllowOrigin, AllowMethods, ExposeHeaders, MaxAge, AllowCredentials } = shared(rule, origin);
    return {
      'access-control-allow-origin': AllowOrigin,
      'access-control-allow-methods': AllowMethods,
      ...(ExposeHeaders && { 'access-control-expose-headers': ExposeHeaders }),
      ...(MaxAge && { 'access-control-max-age': MaxAge }),
      ...(AllowCredentials && { 'access-control-allow-credentials': AllowCredentials }),
      vary: VARY,
    };
  };
