// What CloudTrail needs of other services. emulator.ts fits each with `invoke`: validated, authorized and recorded there.
import type { Body } from '../../core/body.ts';
import type { Port } from '../../core/operation.ts';

export interface CloudTrailPorts {
  readonly getBucketAcl: Port<{ readonly Bucket: string }, unknown>;
  readonly putObject: Port<PutObjectInput, unknown>;
  readonly publish: Port<{ readonly TopicArn: string; readonly Message: string }, unknown>;
  readonly describeKey: Port<{ readonly KeyId: string }, KeyDescription>;
}

export interface PutObjectInput {
  readonly Bucket: string;
  readonly Key: string;
  readonly Body: Body;
  readonly ACL: string;
  readonly ContentType: string;
  readonly ContentEncoding: string;
  readonly ServerSideEncryption: string;
  readonly SSEKMSKeyId?: string;
  readonly SSEKMSEncryptionContext?: string;
}
export interface KeyDescription {
  readonly KeyMetadata?:
    | { readonly Arn?: string | undefined; readonly Enabled?: boolean | undefined }
    | undefined;
}
