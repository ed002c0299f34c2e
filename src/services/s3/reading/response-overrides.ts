// response-content-type and its like: a reader who has signed the request may change what the answer says.
import type { Call } from '../../../core/call.ts';
import { invalidArgument, invalidRequest } from '../errors.ts';

export interface Overrides {
  readonly ResponseCacheControl?: string | undefined;
  readonly ResponseContentDisposition?: string | undefined;
  readonly ResponseContentEncoding?: string | undefined;
  readonly ResponseContentLanguage?: string | undefined;
  readonly ResponseContentType?: string | undefined;
  readonly ResponseExpires?: string | undefined;
}

const MEMBERS = {
  ResponseCacheControl: 'CacheControl',
  ResponseContentDisposition: 'ContentDisposition',
  ResponseContentEncoding: 'ContentEncoding',
  ResponseContentLanguage: 'ContentLanguage',
  ResponseContentType: 'ContentType',
  ResponseExpires: 'Expires',
} as const;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the character set is what this is about
const LATIN_1 = /^[\x00-\xff]*$/;
const PARAMETERS: Readonly<Record<keyof typeof MEMBERS, string>> = {
  ResponseCacheControl: 'response-cache-control',
  ResponseContentDisposition: 'response-content-disposition',
  ResponseContentEncoding: 'response-content-encoding',
  ResponseContentLanguage: 'response-content-language',
  ResponseContentType: 'response-content-type',
  ResponseExpires: 'response-expires',
};
const NAMES = Object.keys(MEMBERS) as (keyof typeof MEMBERS)[];

export function responseOverrides(
  input: Overrides,
  call: Call,
): Partial<Record<(typeof MEMBERS)[keyof typeof MEMBERS], string>> {
  let answer: Partial<Record<(typeof MEMBERS)[keyof typeof MEMBERS], string>> | undefined;
  for (const name of NAMES) {
    const value = input[name];
    if (value === undefined) continue;
    if (call.principal.type === 'anonymous') {
      throw invalidRequest('Request specific response headers cannot be used for anonymous GET requests.');
    }
    if (!LATIN_1.test(value)) {
      throw invalidArgument('Header value cannot be represented using ISO-8859-1.', PARAMETERS[name], value);
    }
    answer ??= {};
    answer[MEMBERS[name]] = value;
  }
  return answer ?? {};
}
