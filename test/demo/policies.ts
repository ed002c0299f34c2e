// The policy documents of the two AWS pages, with the names of the demo in the places of the examples'.

export const SES_STATEMENT_SID = 'Allow SES to encrypt messages using this KMS key';

interface Statement {
  readonly Sid?: string;
  readonly [member: string]: unknown;
}
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}
const policy = (...statements: Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements,
});

/** "How Amazon SES uses AWS KMS": the statement that lets SES seal, and one for the bucket's own SSE-KMS. */
export const sourceKeyPolicy = (account: string, region: string, withSesStatement: boolean): PolicyDocument =>
  policy(
    {
      Sid: 'Enable IAM User Permissions',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
    ...(withSesStatement
      ? [
          {
            Sid: SES_STATEMENT_SID,
            Effect: 'Allow',
            Principal: { Service: 'ses.amazonaws.com' },
            Action: ['kms:Encrypt', 'kms:GenerateDataKey*'],
            Resource: '*',
            Condition: {
              Null: {
                'kms:EncryptionContext:aws:ses:rule-name': false,
                'kms:EncryptionContext:aws:ses:message-id': false,
              },
              StringEquals: { 'kms:EncryptionContext:aws:ses:source-account': account },
            },
          },
        ]
      : []),
    {
      Sid: 'Allow SES to write to a bucket whose default encryption is SSE-KMS',
      Effect: 'Allow',
      Principal: { Service: 'ses.amazonaws.com' },
      Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
      Resource: '*',
      Condition: {
        StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com`, 'aws:SourceAccount': account },
      },
    },
  );

/** SES developer guide: SES may put objects for rules of this account. */
export const bucketPolicy = (bucket: string, account: string): PolicyDocument =>
  policy({
    Sid: 'AllowSESPuts',
    Effect: 'Allow',
    Principal: { Service: 'ses.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${bucket}/*`,
    Condition: { StringEquals: { 'aws:SourceAccount': account } },
  });

export const replicationTrust = (): PolicyDocument =>
  policy({ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' });

export interface ReplicationSides {
  readonly sourceBucket: string;
  readonly sourceRegion: string;
  readonly sourceKeyArn: string;
  readonly replicaBucket: string;
  readonly replicaRegion: string;
  readonly replicaKeyArn: string;
}

/** "Replicating encrypted objects": the complete example, objects created with SSE-S3 and SSE-KMS. */
export const replicationPermissions = (sides: ReplicationSides): PolicyDocument =>
  policy(
    {
      Effect: 'Allow',
      Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'],
      Resource: [`arn:aws:s3:::${sides.sourceBucket}`],
    },
    {
      Effect: 'Allow',
      Action: ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl'],
      Resource: [`arn:aws:s3:::${sides.sourceBucket}/mail*`],
    },
    {
      Effect: 'Allow',
      Action: ['s3:ReplicateObject', 's3:ReplicateDelete'],
      Resource: `arn:aws:s3:::${sides.replicaBucket}/mail*`,
    },
    {
      Effect: 'Allow',
      Action: ['kms:Decrypt'],
      Condition: {
        StringLike: {
          'kms:ViaService': `s3.${sides.sourceRegion}.amazonaws.com`,
          'kms:EncryptionContext:aws:s3:arn': [`arn:aws:s3:::${sides.sourceBucket}/mail*`],
        },
      },
      Resource: [sides.sourceKeyArn],
    },
    {
      Effect: 'Allow',
      Action: ['kms:Encrypt'],
      Condition: {
        StringLike: {
          'kms:ViaService': `s3.${sides.replicaRegion}.amazonaws.com`,
          'kms:EncryptionContext:aws:s3:arn': [`arn:aws:s3:::${sides.replicaBucket}/mail*`],
        },
      },
      Resource: [sides.replicaKeyArn],
    },
  );
