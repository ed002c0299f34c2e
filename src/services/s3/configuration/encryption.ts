// A bucket's default encryption (facts/s3-replication-and-sse.md §5.3).
import { boolean, list, named, oneOf, required, string, structure } from '../../../core/shape.ts';
import type { EncryptionConfiguration } from '../encryption/choose.ts';
import { invalidArgument, malformedXml } from '../errors.ts';

const rule = structure({
  ApplyServerSideEncryptionByDefault: structure({
    SSEAlgorithm: required(oneOf('AES256', 'aws:kms', 'aws:kms:dsse')),
    KMSMasterKeyID: string(),
  }),
  BucketKeyEnabled: boolean(),
  BlockedEncryptionTypes: structure({
    EncryptionType: list(oneOf('NONE', 'SSE-C'), { flattened: true }),
  }),
});

export const encryptionConfiguration = structure(
  { Rules: named('Rule', list(rule, { flattened: true })) },
  {
    xmlName: 'ServerSideEncryptionConfiguration',
    xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
  },
);

/** Since January 2023 no bucket is without. */
export const DEFAULT_ENCRYPTION: EncryptionConfiguration = {
  Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
};

/** The key is not looked at: AWS takes any name and the writes fail. */
export function checkEncryption({ Rules }: EncryptionConfiguration): void {
  const [only, ...more] = Rules;
  if (!only || more.length > 0) throw malformedXml();
  const { ApplyServerSideEncryptionByDefault: byDefault, BlockedEncryptionTypes: blocked } = only;
  if (!byDefault && !blocked && only.BucketKeyEnabled === undefined) throw malformedXml();
  if (byDefault?.SSEAlgorithm === 'AES256' && byDefault.KMSMasterKeyID !== undefined) {
    throw invalidArgument(
      'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
      'ApplyServerSideEncryptionByDefault',
    );
  }
}
