// Which encryption applies to a write: the request's headers, else the bucket's default, else SSE-S3.
import { type Call, principalArn } from '../../../core/call.ts';
import { type Bucket, objectArn } from '../buckets/bucket-store.ts';
import type { S3Deps } from '../deps.ts';
import { accessDenied, invalidArgument } from '../errors.ts';
import type { EncryptionContext } from '../ports.ts';
import { isKmsMode, type KmsMode } from '../versions/object-version.ts';
import {
  type CustomerKey,
  type CustomerKeyInput,
  customerKeyOf,
  requireKeyLength,
  requireKeyMd5,
} from './customer-key.ts';
import { awsManagedKey, type SseChoice } from './data-keys.ts';
import { writesUnencrypted } from './unencrypted.ts';

export interface SseInput extends CustomerKeyInput {
  readonly ServerSideEncryption?: string | undefined;
  readonly SSEKMSKeyId?: string | undefined;
  readonly SSEKMSEncryptionContext?: string | undefined;
  readonly BucketKeyEnabled?: boolean | undefined;
}

/** The body of PutBucketEncryption as the `encryption` configuration keeps it. */
export interface EncryptionConfiguration {
  readonly Rules: readonly {
    readonly ApplyServerSideEncryptionByDefault?: {
      readonly SSEAlgorithm: string;
      readonly KMSMasterKeyID?: string | undefined;
    };
    readonly BucketKeyEnabled?: boolean | undefined;
    readonly BlockedEncryptionTypes?: { readonly EncryptionType?: readonly string[] | undefined };
  }[];
}

export type Chosen = SseChoice | { readonly mode: 'SSE-C'; readonly customer: CustomerKey };

const SSE = 'x-amz-server-side-encryption';

export function chooseEncryption(
  input: SseInput,
  bucket: Bucket,
  key: string,
  call: Call,
  deps: Pick<S3Deps, 'buckets' | 'settings'>,
): Chosen {
  const mode = input.ServerSideEncryption;
  const configuration = deps.buckets.configuration<EncryptionConfiguration>(bucket, 'encryption');
  const rule = configuration?.Rules[0];
  if (hasCustomerKey(input)) {
    if (mode !== undefined) throw incompatible(mode);
    const customer = customerKeyOf(input);
    if (customer) requireKeyLength(customer);
    requireKeyMd5(input);
    if (customer) {
      if (isBlocked(rule, deps)) throw blocked(bucket, key, call);
      return { mode: 'SSE-C', customer };
    }
  }
  if (mode === undefined) {
    if (input.SSEKMSKeyId !== undefined) throw keyWithoutKms(input.SSEKMSKeyId);
    const byDefault = rule?.ApplyServerSideEncryptionByDefault;
    const algorithm = byDefault?.SSEAlgorithm;
    if (!isKmsMode(algorithm))
      return { mode: !byDefault && writesUnencrypted(bucket, deps.buckets) ? 'none' : 'AES256' };
    return kmsChoice(algorithm, byDefault?.KMSMasterKeyID, input, rule);
  }
  if (mode === 'AES256') {
    if (input.SSEKMSKeyId !== undefined) throw keyWithoutKms(input.SSEKMSKeyId);
    return { mode };
  }
  if (!isKmsMode(mode)) {
    throw invalidArgument('The encryption method specified is not supported', SSE, mode);
  }
  return kmsChoice(mode, input.SSEKMSKeyId, input, rule);
}

function kmsChoice(
  mode: KmsMode,
  keyId: string | undefined,
  input: SseInput,
  rule: EncryptionConfiguration['Rules'][number] | undefined,
): SseChoice {
  return {
    mode,
    keyId: keyId === undefined || keyId === '' ? awsManagedKey : keyId,
    context: contextOf(input.SSEKMSEncryptionContext),
    // DSSE-KMS has no bucket keys.
    bucketKey: mode === 'aws:kms' && (input.BucketKeyEnabled ?? rule?.BucketKeyEnabled ?? false),
  };
}

const hasCustomerKey = (input: CustomerKeyInput): boolean =>
  input.SSECustomerAlgorithm !== undefined ||
  input.SSECustomerKey !== undefined ||
  input.SSECustomerKeyMD5 !== undefined;

const incompatible = (mode: string) =>
  invalidArgument(
    'Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
    SSE,
    mode,
  );

const keyWithoutKms = (keyId: string) =>
  invalidArgument(
    'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
    `${SSE}-aws-kms-key-id`,
    keyId,
  );

function isBlocked(
  rule: EncryptionConfiguration['Rules'][number] | undefined,
  { settings }: Pick<S3Deps, 'settings'>,
): boolean {
  const types = rule?.BlockedEncryptionTypes?.EncryptionType;
  return types ? types.includes('SSE-C') : settings.blockCustomerKeys === true;
}

const blocked = (bucket: Bucket, key: string, call: Call) =>
  accessDenied(
    `User: ${principalArn(call.principal)} is not authorized to perform: s3:PutObject on resource: "${objectArn(bucket, key)}" because this bucket has blocked upload requests that specify Server Side Encryption with Customer provided keys (SSE-C). Please specify a different server-side encryption type`,
  );

/** Base64 of a JSON object of strings. */
function contextOf(header: string | undefined): EncryptionContext | undefined {
  if (header === undefined || header === '') return undefined;
  try {
    const bytes = Buffer.from(header, 'base64');
    const pairs: unknown = JSON.parse(bytes.toString('utf8'));
    if (isStringMap(pairs)) return Object.keys(pairs).length > 0 ? pairs : undefined;
  } catch {
    // Falls through to the refusal.
  }
  throw invalidArgument(
    `The header '${SSE}-context' shall be Base64-encoded UTF-8 string holding JSON which represents a string-string map`,
    `${SSE}-context`,
  );
}

const isStringMap = (value: unknown): value is EncryptionContext =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((item) => typeof item === 'string');

/** Whether the bucket was given a default of its own. */
export const hasDefaultEncryption = (bucket: Bucket, deps: Pick<S3Deps, 'buckets'>): boolean =>
  deps.buckets.configuration(bucket, 'encryption') !== undefined;
