// Phone numbers: what SNS takes for one (recorded).
import * as errors from './errors.ts';

/** Single separators between the digits are allowed where one subscribes. */
export function requireSmsEndpoint(endpoint: string): string {
  const digits = endpoint.replace(/[./-]/g, '');
  const odd = /[./-]{2}|^[./-]|[./-]$/.test(endpoint);
  if (odd || !isPhoneNumber(digits)) throw errors.invalidSmsEndpoint(endpoint);
  return endpoint;
}

export function requirePhoneNumber(number: string): string {
  if (isPhoneNumber(number)) return number;
  throw errors.invalidParameter(`PhoneNumber Reason: ${number} is not valid to publish to`);
}

/** E.164. */
const isPhoneNumber = (text: string): boolean => /^\+?\d{7,15}$/.test(text);
