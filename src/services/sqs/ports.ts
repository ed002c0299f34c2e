// What SQS needs of other services; emulator.ts fits the ports with invoke.
import type { KnowsPrincipal } from '../../access/principals.ts';
import type { Port } from '../../core/operation.ts';

export type EncryptionContext = Readonly<Record<string, string>>;

/** KMS's own door: policies, quotas, key states and the audit trail apply to every one of these calls. */
export interface SqsPorts {
  readonly generateDataKey: Port<
    {
      readonly KeyId: string;
      readonly KeySpec: 'AES_256';
      readonly EncryptionContext: EncryptionContext;
    },
    { readonly Plaintext: Uint8Array; readonly CiphertextBlob: Uint8Array }
  >;
  readonly decrypt: Port<
    { readonly CiphertextBlob: Uint8Array; readonly EncryptionContext: EncryptionContext },
    { readonly Plaintext: Uint8Array }
  >;
  /** Queue policies name users and roles that are there. */
  readonly knowsPrincipal: KnowsPrincipal;
}
