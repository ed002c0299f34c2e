// The account regional namespace ("Namespaces for general purpose buckets", since March 2026): names that only their
// account can take, told by their suffix and by the header that CreateBucket wants with it.
import { AwsError } from '../../../core/errors.ts';
import { invalidArgument } from '../errors.ts';

const HEADER = 'x-amz-bucket-namespace';
const ACCOUNT_REGIONAL = 'account-regional';

export function checkNamespace(
  name: string,
  namespace: string | undefined,
  account: string,
  region: string,
): void {
  if (namespace === undefined || namespace === 'global') return;
  if (namespace !== ACCOUNT_REGIONAL) {
    throw invalidArgument(`Invalid ${HEADER} header: ${namespace}`, HEADER, namespace);
  }
  const suffix = `-${account}-${region}-an`;
  if (name.endsWith(suffix)) return;
  // Whose suffix is another account's, or half a one, is told so (aws-cli's own test of `s3 mb s3://xyz-an`).
  if (name.endsWith('-an')) throw invalidNamespace(name, suffix);
  throw new AwsError(
    'InvalidNamespaceHeader',
    400,
    `The requested bucket name did not include the account-regional namespace suffix, but the provided ${HEADER} header value is ${ACCOUNT_REGIONAL}. Specify ${suffix} as the bucket name suffix to create a bucket in your account-regional namespace, or remove the header.`,
  );
}

const invalidNamespace = (BucketNamespace: string, suffix: string) =>
  new AwsError(
    'InvalidBucketNamespace',
    400,
    `The requested bucket is an account-regional namespace bucket, but the bucket name does not end with ${suffix}. Specify the targeted account and region in the bucket name.`,
    { BucketNamespace },
  );
