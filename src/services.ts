// The services, and what each asks of the others: every such call goes through `invoke`, as a stranger's does.
import type { Authorize } from './core/access-check.ts';
import type { Invoke } from './core/invoke.ts';
import type { Service } from './core/operation.ts';
import { createPort, createPromptPort } from './core/ports.ts';
import type { Platform } from './platform/platform.ts';
import type { ServiceSettings } from './service-settings.ts';
import { cloudTrailMigrations, createCloudTrail, type EventLog } from './services/cloudtrail/index.ts';
import { createCloudWatch } from './services/cloudwatch/index.ts';
import { type Iam, iamMigrations } from './services/iam/index.ts';
import { createKms, kmsMigrations } from './services/kms/index.ts';
import { createS3, s3Migrations } from './services/s3/index.ts';
import { createS3Control, s3ControlMigrations } from './services/s3control/index.ts';
import { createSes, sesMigrations } from './services/ses/index.ts';
import { createSns, snsMigrations } from './services/sns/index.ts';
import { createSqs, sqsMigrations } from './services/sqs/index.ts';
import { createServiceSessions, createSts, stsMigrations } from './services/sts/index.ts';

export const migrations = [
  ...kmsMigrations,
  ...iamMigrations,
  ...stsMigrations,
  ...s3Migrations,
  ...s3ControlMigrations,
  ...sesMigrations,
  ...snsMigrations,
  ...sqsMigrations,
  ...cloudTrailMigrations,
];

/** What stands before every operation: IAM says who may, CloudTrail keeps what was. */
interface Pipeline {
  readonly iam: Iam;
  readonly record: EventLog;
  readonly authorize: Authorize;
  readonly invoke: Invoke;
}

export function createServices(
  platform: Platform,
  settings: ServiceSettings,
  { iam, record, authorize, invoke }: Pipeline,
) {
  const port = createPort(invoke);
  const promptPort = createPromptPort(invoke);
  const { knowsPrincipal } = iam;
  const kms = createKms(platform, { knowsPrincipal }, settings.kms);
  const sts = createSts(platform, {
    findRole: iam.findRole,
    findPolicyDocument: iam.findPolicyDocument,
    findOpenIdProvider: iam.findOpenIdProvider,
    findCredential: iam.findCredential,
    identities: { find: iam.findIdentity, revision: iam.revision },
  });
  const findCredential = (accessKeyId: string) =>
    iam.findCredential(accessKeyId) ?? sts.findCredential(accessKeyId);

  const assumeRole = createServiceSessions({
    assumeRole: port(sts.service, sts.operations.AssumeRole),
    findCredential: sts.findCredential,
    revision: iam.revision,
  });

  const dataKeys = {
    generateDataKey: port(kms.service, kms.operations.GenerateDataKey),
    decrypt: port(kms.service, kms.operations.Decrypt),
  };
  const sqs = createSqs(platform, { ...dataKeys, knowsPrincipal });
  const sendMessage = port(sqs.service, sqs.operations.SendMessage);
  const sns = createSns(platform, { ...dataKeys, sendMessage, knowsPrincipal }, settings.sns);
  const s3 = createS3(
    platform,
    {
      keys: {
        generateDataKey: promptPort(kms.service, kms.operations.GenerateDataKey),
        decrypt: promptPort(kms.service, kms.operations.Decrypt),
        encrypt: promptPort(kms.service, kms.operations.Encrypt),
      },
      roles: { assume: assumeRole },
      notifications: { publish: port(sns.service, sns.operations.Publish), sendMessage },
      authorize,
      findCredential,
      knowsPrincipal,
    },
    settings.s3,
  );
  const s3Control = createS3Control(platform, {
    assumeRole,
    getObject: port(s3.service, s3.operations.GetObject),
    putObject: port(s3.service, s3.operations.PutObject),
    getBucketReplication: port(s3.service, s3.operations.GetBucketReplication),
    takeInventory: port(s3.service, s3.batchReplication.operations.TakeInventory),
    initiateReplication: port(s3.service, s3.batchReplication.operations.InitiateReplication),
    replicationOutcome: s3.batchReplication.outcome,
    onReplicationEnded: s3.batchReplication.onEnded,
    taggedBucket: s3.taggedBucket,
    accountBlocks: s3.accountBlocks,
  });
  const cloudWatch = createCloudWatch([s3.replicationMetrics]);
  const ses = createSes(
    platform,
    {
      putObject: port(s3.service, s3.operations.PutObject),
      generateDataKey: port(kms.service, kms.operations.GenerateDataKey),
      assumeRole,
      publish: port(sns.service, sns.operations.Publish),
    },
    settings.ses,
  );
  const cloudTrail = createCloudTrail(platform, record, {
    getBucketAcl: port(s3.service, s3.operations.GetBucketAcl),
    putObject: port(s3.service, s3.operations.PutObject),
    publish: port(sns.service, sns.operations.Publish),
    describeKey: port(kms.service, kms.operations.DescribeKey),
  });
  for (const { renamePrincipal } of [kms, s3, ses, sns, sqs]) iam.onRenamed(renamePrincipal);
  const all = [
    kms.service,
    s3.service,
    s3Control.service,
    ses.service,
    ses.v2,
    iam.service,
    sns.service,
    sqs.service,
    sts.service,
    cloudTrail.service,
    cloudWatch.service,
  ] as readonly Service[];
  return { all, kms, s3, s3Control, ses, sns, sqs, sts, cloudTrail, findCredential };
}
