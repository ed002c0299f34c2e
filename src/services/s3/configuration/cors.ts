// Cross-origin rules: the document, what AWS refuses in it, and which rule answers a browser.
import { AwsError } from '../../../core/errors.ts';
import { integer, list, named, required, string, structure, type TypeOf } from '../../../core/shape.ts';
import { invalidArgument, invalidRequest, malformedXml } from '../errors.ts';

const strings = (name: string) => named(name, list(string(), { flattened: true }));

const rule = structure({
  ID: string(),
  AllowedHeaders: strings('AllowedHeader'),
  AllowedMethods: required(strings('AllowedMethod')),
  AllowedOrigins: required(strings('AllowedOrigin')),
  ExposeHeaders: strings('ExposeHeader'),
  MaxAgeSeconds: integer(),
});

export const corsConfiguration = structure(
  { CORSRules: required(named('CORSRule', list(rule, { flattened: true }))) },
  { xmlName: 'CORSConfiguration', xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/' },
);

export type CorsConfiguration = TypeOf<typeof corsConfiguration>;
export type CorsRule = TypeOf<typeof rule>;

const METHODS = ['GET', 'PUT', 'HEAD', 'POST', 'DELETE'];
const MOST_RULES = 100;
const LONGEST_ID = 255;
/** A header's name (RFC 9110's token), of which the wildcard is part. */
const HEADER = /^[!#$%&'*+.^_`|~0-9A-Za-z-]*$/;

export const noSuchCors = (BucketName: string) =>
  new AwsError('NoSuchCORSConfiguration', 404, 'The CORS configuration does not exist', { BucketName });

export function checkCors({ CORSRules }: CorsConfiguration): void {
  if (CORSRules.length === 0) throw malformedXml();
  if (CORSRules.length > MOST_RULES) {
    throw invalidRequest('The number of CORS rules should not exceed allowed limit of 100 rules.');
  }
  for (const {
    AllowedMethods,
    AllowedOrigins,
    AllowedHeaders = [],
    ExposeHeaders = [],
    ...rest
  } of CORSRules) {
    if (AllowedMethods.length === 0 || AllowedOrigins.length === 0) throw malformedXml();
    checkLimits(rest);
    const strange = AllowedMethods.find((method) => !METHODS.includes(method));
    if (strange !== undefined) {
      throw invalidRequest(`Found unsupported HTTP method in CORS config. Unsupported method is ${strange}`);
    }
    refuseWildcards('AllowedOrigin', AllowedOrigins);
    refuseWildcards('AllowedHeader', AllowedHeaders);
    // In the same words for both.
    const unspeakable = [...AllowedHeaders, ...ExposeHeaders].find((header) => !HEADER.test(header));
    if (unspeakable !== undefined) {
      throw invalidRequest(`AllowedHeader "${unspeakable}" contains invalid character.`);
    }
    const wild = ExposeHeaders.find((header) => header.includes('*'));
    if (wild !== undefined) {
      throw invalidRequest(
        `ExposeHeader "${wild}" contains wildcard. We currently do not support wildcard for ExposeHeader.`,
      );
    }
  }
}

/** CORSRule's page has the first limit; what AWS calls either fault is not told anywhere (unverified). */
function checkLimits({ ID = '', MaxAgeSeconds = 0 }: Pick<CorsRule, 'ID' | 'MaxAgeSeconds'>): void {
  if (ID.length > LONGEST_ID) {
    throw invalidArgument('ID length should not exceed allowed limit of 255', 'ID', ID);
  }
  if (MaxAgeSeconds < 0) throw malformedXml();
}

function refuseWildcards(element: string, values: readonly string[]): void {
  const wild = values.find((value) => value.split('*').length > 2);
  if (wild !== undefined) {
    throw invalidRequest(`${element} "${wild}" can not have more than one wildcard.`);
  }
}

/** The first rule that takes the origin, the method and every header asked for. */
export function corsRuleFor(
  configuration: CorsConfiguration | undefined,
  origin: string,
  method: string,
  headers: readonly string[] = [],
): CorsRule | undefined {
  return configuration?.CORSRules.find(
    ({ AllowedOrigins, AllowedMethods, AllowedHeaders = [] }) =>
      AllowedMethods.includes(method) &&
      AllowedOrigins.some((pattern) => fits(pattern, origin)) &&
      headers.every((header) =>
        AllowedHeaders.some((pattern) => fits(pattern.toLowerCase(), header.toLowerCase())),
      ),
  );
}

function fits(pattern: string, value: string): boolean {
  const [head = '', tail] = pattern.split('*');
  if (tail === undefined) return head === value;
  return value.length >= head.length + tail.length && value.startsWith(head) && value.endsWith(tail);
}
