// What SNS needs of other services, and what may be chosen about it; emulator.ts fits both.
import type { KnowsPrincipal } from '../../access/principals.ts';
import type { Port } from '../../core/operation.ts';
import type { MessageAttributes } from './shapes.ts';

type EncryptionContext = Readonly<Record<string, string>>;

export interface SnsPorts {
  /** KMS's own door, for topics with a KmsMasterKeyId. */
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
  readonly sendMessage: Port<SendMessageInput, unknown>;
  /** Topic policies name users and roles that are there. */
  readonly knowsPrincipal: KnowsPrincipal;
}
export interface SendMessageInput {
  readonly QueueUrl: string;
  readonly MessageBody: string;
  readonly MessageAttributes?: MessageAttributes;
  readonly MessageGroupId?: string | undefined;
  readonly MessageDeduplicationId?: string | undefined;
}

export interface SnsSettings {
  /** HTTP endpoints of functions (the Lambda runtime interface's invoke URL) by function ARN. */
  readonly functions?: Readonly<Record<string, string>> | undefined;
}
