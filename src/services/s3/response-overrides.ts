// response-content-type and its like: a reader who has signed the request may change what the answer says.
import type { Call } from '../../core/call.ts';
import { invalidRequest } from './errors.ts';

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
    answer ??= {};
    answer[MEMBERS[name]] = value;
  }
  return answer ?? {};
}
