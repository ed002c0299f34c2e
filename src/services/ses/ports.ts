// What SES needs of other services. emulator.ts fits each with `invoke`: validated, authorized and recorded there.
import type { Body } from '../../core/body.ts';
import type { Call, RolePrincipal } from '../../core/call.ts';
import type { Port } from '../../core/operation.ts';

export interface SesPorts {
  readonly putObject: Port<PutObjectInput, unknown>;
  readonly generateDataKey: Port<GenerateDataKeyInput, DataKey>;
  /** A session of a rule's IamRoleArn. */
  readonly assumeRole: (roleArn: string, sessionName: string, call: Call) => Promise<RolePrincipal>;
  /** sns:Publish; absent where the emulator has no SNS. */
  readonly publish?: Port<PublishInput, { readonly MessageId?: string | undefined }>;
}

export interface PutObjectInput {
  readonly Bucket: string;
  readonly Key: string;
  readonly Body: Body;
  readonly Metadata?: Readonly<Record<string, string>>;
}
export interface GenerateDataKeyInput {
  readonly KeyId: string;
  readonly KeySpec: 'AES_256';
  readonly EncryptionContext: Readonly<Record<string, string>>;
}
export interface DataKey {
  readonly CiphertextBlob?: Uint8Array | undefined;
  readonly Plaintext?: Uint8Array | undefined;
}
export interface PublishInput {
  readonly TopicArn: string;
  readonly Subject: string;
  readonly Message: string;
}
