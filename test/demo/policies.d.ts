export declare const SES_STATEMENT_SID = 'Allow SES to encrypt messages using this KMS key';
interface Statement {
  readonly Sid?: string;
  readonly [member: string]: unknown;
}
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}
/** "How Amazon SES uses AWS KMS": the statement that lets SES seal, and one for the bucket's own SSE-KMS. */
export declare const sourceKeyPolicy: (
  account: string,
  region: string,
  withSesStatement: boolean,
) => PolicyDocument;
/** SES developer guide: SES may put objects for rules of this account. */
export declare const bucketPolicy: (bucket: string, account: string) => PolicyDocument;
export declare const replicationTrust: () => PolicyDocument;
export interface ReplicationSides {
  readonly sourceBucket: string;
  readonly sourceRegion: string;
  readonly sourceKeyArn: string;
  readonly replicaBucket: string;
  readonly replicaRegion: string;
  readonly replicaKeyArn: string;
}
/** "Replicating encrypted objects": the complete example, objects created with SSE-S3 and SSE-KMS. */
export declare const replicationPermissions: (sides: ReplicationSides) => PolicyDocument;
