// What S3 needs of other services; emulator.ts fits the ports with invoke.
import type { KnowsPrincipal } from '../../access/principals.ts';
import type { Authorize } from '../../core/access-check.ts';
import type { Call, RolePrincipal } from '../../core/call.ts';
import type { FindCredential } from '../../core/credentials.ts';
import type { Port, PromptPort } from '../../core/operation.ts';

export type EncryptionContext = Readonly<Record<string, string>>;

/** KMS's own door: policies, quotas, key states and the audit trail apply to every one of these calls. */
export interface KeyPorts {
  readonly generateDataKey: PromptPort<
    {
      readonly KeyId: string;
      readonly KeySpec: 'AES_256';
      readonly EncryptionContext: EncryptionContext;
    },
    { readonly Plaintext: Uint8Array; readonly CiphertextBlob: Uint8Array; readonly KeyId: string }
  >;
  readonly decrypt: PromptPort<
    { readonly CiphertextBlob: Uint8Array; readonly EncryptionContext: EncryptionContext },
    { readonly Plaintext: Uint8Array; readonly KeyId: string }
  >;
  readonly encrypt: PromptPort<
    {
      readonly KeyId: string;
      readonly Plaintext: Uint8Array;
      readonly EncryptionContext: EncryptionContext;
    },
    { readonly CiphertextBlob: Uint8Array; readonly KeyId: string }
  >;
}

export interface RolePorts {
  /** The role's session, its trust policy having admitted `s3.amazonaws.com`; an AwsError where it does not. */
  readonly assume: (roleArn: string, sessionName: string, call: Call) => Promise<RolePrincipal>;
}

/** Where event notifications go; each asks its own policy whether S3 may. */
export interface NotificationPorts {
  readonly publish: Port<
    { readonly TopicArn: string; readonly Subject: string; readonly Message: string },
    unknown
  >;
  readonly sendMessage: Port<
    {
      readonly QueueUrl: string;
      readonly MessageBody: string;
      readonly MessageSystemAttributes?: Readonly<
        Record<string, { readonly DataType: string; readonly StringValue: string }>
      >;
    },
    unknown
  >;
}

export interface S3Ports {
  readonly keys: KeyPorts;
  readonly roles: RolePorts;
  readonly notifications: NotificationPorts;
  /** For the decisions that one call needs by the dozen (DeleteObjects) or as somebody else (replication). */
  readonly authorize: Authorize;
  /** Form posts carry their signature in a field, where the wire does not look. */
  readonly findCredential?: FindCredential;
  /** Bucket policies name users and roles that are there. */
  readonly knowsPrincipal: KnowsPrincipal;
}
