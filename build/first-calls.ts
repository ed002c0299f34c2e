// What a test suite asks of its server first: a key, buckets, objects, and a mail that is sealed.
import {
  CreateKeyCommand,
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import {
  CreateReceiptRuleCommand,
  CreateReceiptRuleSetCommand,
  SESClient,
  SetActiveReceiptRuleSetCommand,
  VerifyDomainIdentityCommand,
} from '@aws-sdk/client-ses';

// Node 20 is the floor here; the SDK's word on its own future is nothing that a reader of this needs.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const ACCOUNT = '000000000000';
const Bucket = 'first';
const MAIL = 'From: ada@sender.example\r\nTo: inbox@example.com\r\nSubject: first\r\n\r\nHello\r\n';

/** @param url of a server that knows nothing yet. @throws what the server refuses. */
export async function makeFirstCalls(url: string): Promise<void> {
  const settings = {
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const kms = new KMSClient(settings);
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const ses = new SESClient(settings);
  const KeyId = await useKeys(kms);
  await useObjects(s3, KeyId);
  await receiveMail(url, s3, ses, KeyId);
  for (const client of [kms, s3, ses]) client.destroy();
}

async function useKeys(kms: KMSClient): Promise<string> {
  const policy = allow({ AWS: `arn:aws:iam::${ACCOUNT}:root`, Service: 'ses.amazonaws.com' }, 'kms:*', '*');
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy: policy }));
  const KeyId = KeyMetadata?.Arn ?? '';
  const EncryptionContext = { purpose: 'first' };
  const Plaintext = Buffer.from('first');
  const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext }));
  await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
  await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
  return KeyId;
}

async function useObjects(s3: S3Client, KeyId: string): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket }));
  const sealed = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId } as const;
  for (const encryption of [{}, sealed]) {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'object', Body: 'first', ...encryption }));
    await s3.send(new HeadObjectCommand({ Bucket, Key: 'object' }));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'object' }));
    await Body?.transformToString();
  }
  await s3.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/object` }));
  const upload = { Bucket, Key: 'upload' };
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(upload));
  const { ETag } = await s3.send(
    new UploadPartCommand({ ...upload, UploadId, PartNumber: 1, Body: 'first' }),
  );
  const MultipartUpload = { Parts: [{ ETag, PartNumber: 1 }] };
  await s3.send(new CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload }));
  await s3.send(new ListObjectsV2Command({ Bucket }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'copy' }));
  await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'upload' }] } }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
}

async function receiveMail(url: string, s3: S3Client, ses: SESClient, KmsKeyArn: string): Promise<void> {
  const Policy = allow({ Service: 'ses.amazonaws.com' }, 's3:PutObject', `arn:aws:s3:::${Bucket}/*`);
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  await ses.send(new VerifyDomainIdentityCommand({ Domain: 'example.com' }));
  const RuleSetName = 'first';
  await ses.send(new CreateReceiptRuleSetCommand({ RuleSetName }));
  const Actions = [{ S3Action: { BucketName: Bucket, KmsKeyArn } }];
  const Rule = { Name: 'seal', Enabled: true, ScanEnabled: true, Recipients: ['example.com'], Actions };
  await ses.send(new CreateReceiptRuleCommand({ RuleSetName, Rule }));
  await ses.send(new SetActiveReceiptRuleSetCommand({ RuleSetName }));
  const envelope = 'from=ada@sender.example&to=inbox@example.com';
  await control(`${url}/_waxseal/mail?${envelope}`, MAIL);
  await control(`${url}/_waxseal/mail/wait`);
}

const allow = (Principal: object, Action: string, Resource: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action, Resource }] });

async function control(url: string, body?: string): Promise<void> {
  const answer = await fetch(url, { method: 'POST', ...(body !== undefined && { body }) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
}
