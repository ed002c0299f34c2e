// SSE-C: the key that comes with the call, and the salted HMAC by which a stored object knows it again.
import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../../../core/errors.ts';
import type { Random } from '../../../platform/random.ts';
import { accessDenied, invalidArgument, invalidRequest } from '../errors.ts';
import type { Envelope } from '../versions/object-version.ts';

export interface CustomerKeyInput {
  readonly SSECustomerAlgorithm?: string | undefined;
  readonly SSECustomerKey?: string | undefined;
  readonly SSECustomerKeyMD5?: string | undefined;
}
export interface CustomerKey {
  readonly key: Uint8Array;
  readonly md5: string;
}

const SALT = 16;
const HEADER = 'x-amz-server-side-encryption';
const PREFIX = 'Requests specifying Server Side Encryption with Customer provided keys must provide';

/**
 * The key of a request, checked in AWS's order; refusals name the header that is not there (both recorded:
 * facts/s3 §5.2).
 */
export function customerKeyOf(input: CustomerKeyInput): CustomerKey | undefined {
  const { SSECustomerAlgorithm: algorithm, SSECustomerKey: base64, SSECustomerKeyMD5: md5 } = input;
  if (algorithm === undefined && base64 === undefined && md5 === undefined) return undefined;
  if (algorithm !== undefined && algorithm !== 'AES256') {
    throw new AwsError(
      'InvalidEncryptionAlgorithmError',
      400,
      'The Encryption request you specified is not valid. Supported value: AES256.',
      { ArgumentName: HEADER, ArgumentValue: algorithm },
    );
  }
  if (algorithm === undefined) {
    throw invalidArgument(`${PREFIX} a valid encryption algorithm.`, HEADER);
  }
  if (base64 === undefined) throw invalidArgument(`${PREFIX} an appropriate secret key.`, HEADER);
  const key = Buffer.from(base64, 'base64');
  const calculated = hash('md5', key, 'base64');
  if (md5 !== undefined && md5 !== calculated) {
    throw invalidArgument(
      'The calculated MD5 hash of the key did not match the hash that was provided.',
      HEADER,
    );
  }
  return { key, md5: calculated };
}

/** To a reader a key of another length is a wrong key like any other (recorded). */
export function requireKeyLength({ key }: CustomerKey): void {
  if (key.length !== 32) {
    throw invalidArgument('The secret key was invalid for the specified algorithm.', HEADER);
  }
}

/** A writer has to tell the key's MD5; a reader is taken at its word. */
export function requireKeyMd5({ SSECustomerKeyMD5 }: CustomerKeyInput): void {
  if (SSECustomerKeyMD5 !== undefined) return;
  throw invalidArgument(
    `${PREFIX} the client calculated MD5 of the secret key.`,
    'x-amz-server-side-encryption-customer-key-MD5',
    'null',
  );
}

export function customerEnvelope(customer: CustomerKey, random: Random): Envelope {
  const salt = random.bytes(SALT);
  return {
    mode: 'SSE-C',
    bucketKey: false,
    customerKey: Buffer.concat([salt, fingerprint(customer.key, salt)]),
    customerMd5: customer.md5,
  };
}

/** The key to open a stored object with; refuses a key that is missing, needless or wrong. */
export function requireCustomerKey(
  envelope: Envelope,
  customer: CustomerKey | undefined,
): CustomerKey | undefined {
  if (envelope.mode !== 'SSE-C') {
    if (customer) throw invalidRequest('The encryption parameters are not applicable to this object.');
    return undefined;
  }
  if (!customer) {
    throw invalidRequest(
      'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
    );
  }
  if (!isSameKey(envelope.customerKey, customer)) {
    throw accessDenied(`${PREFIX} the correct secret key.`);
  }
  return customer;
}

export function isSameKey(stored: Uint8Array | undefined, customer: CustomerKey): boolean {
  if (!stored) return false;
  return timingSafeEqual(stored.subarray(SALT), fingerprint(customer.key, stored.subarray(0, SALT)));
}

const fingerprint = (key: Uint8Array, salt: Uint8Array): Buffer =>
  createHmac('sha256', salt).update(key).digest();
