// Cross-origin rules: the document, what AWS refuses in it, and which rule answers a browser.
import { AwsError } from '../../../core/errors.ts';
import { integer, list, named, required, string, structure, type TypeOf } from '../../../core/shape.ts';
import { invalidRequest, malformedXml } from '../errors.ts';

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

export const noSuchCors = (BucketName: string) =>
  new AwsError('NoSuchCORSConfiguration', 404, 'The CORS configuration does not exist', { BucketName });

export function checkCors({ CORSRules }: CorsConfiguration): void {
  if (CORSRules.length === 0 || CORSRules.length > MOST_RULES) throw malformedXml();
  for (const { AllowedMethods, AllowedOrigins, AllowedHeaders = [], ExposeHeaders = [] } of CORSRules) {
    const strange = AllowedMethods.find((method) => !METHODS.includes(method));
    if (strange !== undefined) {
      throw invalidRequest(`Found unsupported HTTP method in CORS config. Unsupported method is ${strange}`);
    }
    refuseWildcards('AllowedOrigin', AllowedOrigins);
    refuseWildcards('AllowedHeader', AllowedHeaders);
    const wild = ExposeHeaders.find((header) => header.includes('*'));
    if (wild !== undefined) {
      throw invalidRequest(
        `ExposeHeader "${wild}" contains wildcard. We currently do not support wildcard for ExposeHeader.`,
      );
    }
  }
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
