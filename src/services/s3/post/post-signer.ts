// Who signed a form: its policy is the text that was signed, by Signature Version 4 or 2.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Call } from '../../../core/call.ts';
import type { FindCredential } from '../../../core/credentials.ts';
import { AwsError } from '../../../core/errors.ts';
import { DEFAULT_ACCOUNT, isAccountId } from '../../../core/ids.ts';
import { invalidArgument } from '../errors.ts';

const VERSION_4 = 'AWS4-HMAC-SHA256';

/** The call as the form's signer makes it; anonymous where nobody signed. */
export function signedCall(
  fields: ReadonlyMap<string, string>,
  call: Call,
  findCredential: FindCredential | undefined,
  requireKnownKeys = false,
): Call {
  const version4Said = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-Date'].some((name) =>
    fields.has(name.toLowerCase()),
  );
  const version2Said = fields.has('awsaccesskeyid') || fields.has('signature');
  // A policy that nobody signed says nothing (recorded: AccessDenied where anonymous callers may not write).
  if (!version4Said && !version2Said) return call;
  const field = (name: string): string => {
    const value = fields.get(name.toLowerCase());
    if (value === undefined || value === '') throw missing(name);
    return value;
  };
  if (version4Said) field('X-Amz-Algorithm');
  const credential = version4Said ? field('X-Amz-Credential') : undefined;
  const accessKey = credential?.split('/')[0] ?? field('AWSAccessKeyId');
  const policy = field('policy');
  const signature = field(version4Said ? 'X-Amz-Signature' : 'Signature');
  const signatureBy = (secret: string) =>
    credential === undefined ? version2(policy, secret) : version4(policy, credential, secret);
  const known = findCredential?.(accessKey);
  const version = credential === undefined ? ('AWS' as const) : VERSION_4;
  // "Parameters that are passed to PUT via HTTP Headers are instead passed as form fields to POST" (RESTObjectPOST).
  const requestPayer = fields.get('x-amz-request-payer') ?? call.requestPayer;
  const facts = { signature: { version, type: 'POST' }, requestPayer } as const;
  if (!known) {
    if (requireKnownKeys) throw unknownKey(accessKey);
    // What cannot be read is rather no longer what was signed than signed by anybody.
    if (!isJson(policy) && !['test', accessKey].some((secret) => same(signature, signatureBy(secret))))
      throw mismatch(accessKey, policy, signature);
    // A key that nobody created is its account's root, whatever its secret (DESIGN "Who calls").
    const account = isAccountId(accessKey) ? accessKey : DEFAULT_ACCOUNT;
    return { ...call, ...facts, account, principal: { type: 'root', account, accessKeyId: accessKey } };
  }
  if (!known.active || !same(signature, signatureBy(known.secretAccessKey)))
    throw mismatch(accessKey, policy, signature);
  if (known.sessionToken !== undefined && fields.get('x-amz-security-token') !== known.sessionToken) {
    throw new AwsError('InvalidToken', 400, 'The provided token is malformed or otherwise invalid.');
  }
  if (known.expiresAt !== undefined && known.expiresAt <= call.time) {
    throw new AwsError('ExpiredToken', 400, 'The provided token has expired.');
  }
  const { principal } = known;
  return { ...call, ...facts, principal, account: 'account' in principal ? principal.account : call.account };
}

function isJson(policy: string): boolean {
  try {
    JSON.parse(Buffer.from(policy, 'base64').toString('utf8'));
    return true;
  } catch {
    return false;
  }
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

function version4(policy: string, credential: string, secret: string): string {
  const [, date = '', region = '', service = ''] = credential.split('/');
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), service), 'aws4_request');
  return hmac(key, policy).toString('hex');
}

const version2 = (policy: string, secret: string): string =>
  createHmac('sha1', secret).update(policy).digest('base64');

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const unknownKey = (AWSAccessKeyId: string) =>
  new AwsError(
    'InvalidAccessKeyId',
    403,
    'The AWS Access Key Id you provided does not exist in our records.',
    { AWSAccessKeyId },
  );

const missing = (field: string) =>
  invalidArgument(
    `Bucket POST must contain a field named '${field}'.  If it is specified, please check the order of the fields.`,
    field,
    '',
  );

const mismatch = (AWSAccessKeyId: string, StringToSign: string, SignatureProvided: string) =>
  new AwsError(
    'SignatureDoesNotMatch',
    403,
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    { AWSAccessKeyId, StringToSign, SignatureProvided, StringToSignBytes: hexBytes(StringToSign) },
  );

const hexBytes = (text: string): string =>
  Buffer.from(text)
    .toString('hex')
    .replace(/..(?=.)/g, '$& ');
