// The composition root: the one file that knows everybody, top to bottom.

import { createAuthorizer } from './access/authorizer.ts';
import { createDecisionLog } from './access/decision-log.ts';
import type { Config } from './config.ts';
import { registerControlApi } from './control/control-api.ts';
import type { ReplicationControl } from './control/ports.ts';
import { createInvoke } from './core/invoke.ts';
import type { Service } from './core/operation.ts';
import { createPort, createPromptPort } from './core/ports.ts';
import { createBatch } from './platform/batch.ts';
import { readCertificatePair } from './platform/certificate-files.ts';
import { openPlatform } from './platform/platform.ts';
import { createTurnstile } from './platform/turns/turnstile.ts';
import {
  answerWhenKept,
  cloudTrailMigrations,
  createCloudTrail,
  createEventFeed,
  createRecord,
} from './services/cloudtrail/index.ts';
import { createCloudWatch } from './services/cloudwatch/index.ts';
import { createIam, iamMigrations } from './services/iam/index.ts';
import { createKms, kmsMigrations, requireRequestQuotas } from './services/kms/index.ts';
import { createS3, s3Migrations } from './services/s3/index.ts';
import { createS3Control, s3ControlMigrations } from './services/s3control/index.ts';
import { createSes, sesMigrations } from './services/ses/index.ts';
import { createSns, snsMigrations } from './services/sns/index.ts';
import { createSqs, sqsMigrations } from './services/sqs/index.ts';
import { createServiceSessions, createSts, stsMigrations } from './services/sts/index.ts';
import { createHttpServer } from './wire/http-server.ts';

declare const WAXSEAL_VERSION: string | undefined;
/** Put in by the build; a run from the sources has none. */
const VERSION = typeof WAXSEAL_VERSION === 'string' ? WAXSEAL_VERSION : 'dev';

/** How many recent events and refusals are kept for the control API. */
const RECORDS = 1_000;
/** Decisions that let a call through: as many as a test's steps, and gone before they weigh on the collector. */
const LEAVES = 250;

export type Emulator = Awaited<ReturnType<typeof createEmulator>>;

export async function createEmulator(config: Config) {
  requireRequestQuotas(config.kmsRequestQuotas);
  const certificate = readCertificatePair(config.smtpCertificate, config.smtpKey);
  const { platform, clock, journal } = await openPlatform({
    ...config,
    migrations: [
      ...kmsMigrations,
      ...iamMigrations,
      ...stsMigrations,
      ...s3Migrations,
      ...s3ControlMigrations,
      ...sesMigrations,
      ...snsMigrations,
      ...sqsMigrations,
      ...cloudTrailMigrations,
    ],
  });
  const { database, blobs, random, log } = platform;

  // ── The pipeline ──────────────────────────────────────────────────────────────────────────────────
  const iam = createIam(platform);
  const decisions = createDecisionLog({ allowed: LEAVES, refused: RECORDS });
  const record = createRecord(journal, log);
  const authorize = createAuthorizer({ policiesOf: iam.policiesOf, onDecision: decisions.record });
  const invoke = createInvoke(authorize, record.record);

  const port = createPort(invoke);
  const promptPort = createPromptPort(invoke);

  // ── Services ──────────────────────────────────────────────────────────────────────────────────────
  const { knowsPrincipal } = iam;
  const kms = createKms(platform, { knowsPrincipal }, { requestQuotas: config.kmsRequestQuotas });
  const sts = createSts(platform, {
    findRole: iam.findRole,
    findPolicyDocument: iam.findPolicyDocument,
    findOpenIdProvider: iam.findOpenIdProvider,
    findCredential: iam.findCredential,
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
  const sns = createSns(
    platform,
    { ...dataKeys, sendMessage, knowsPrincipal },
    { functions: config.functions },
  );
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
    { newBuckets: config.s3NewBuckets, requireKnownKeys: config.requireKnownKeys },
  );
  s3.notifications.setFunctions(config.functions);
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
    {
      region: config.region,
      verification: config.sesVerification,
      verdictLabels: config.sesVerdictLabels,
      functions: config.functions,
      topics: config.topics,
      dns: config.dns,
      keep: { mails: config.sesKeepMails, bytes: config.sesKeepMegabytes * 1024 * 1024 },
      smtp: {
        starttls: config.smtpStarttls,
        size: config.smtpMaxSize,
        sessions: config.smtpSessions,
        timeout: config.smtpTimeout * 1_000,
        ...(certificate && { certificate }),
      },
      ...(config.relayHost !== undefined && {
        relay: {
          host: config.relayHost,
          port: config.relayPort,
          tls: config.relayTls,
          user: config.relayUser,
          password: config.relayPassword,
        },
      }),
    },
  );
  const cloudTrail = createCloudTrail(platform, record, {
    getBucketAcl: port(s3.service, s3.operations.GetBucketAcl),
    putObject: port(s3.service, s3.operations.PutObject),
    publish: port(sns.service, sns.operations.Publish),
    describeKey: port(kms.service, kms.operations.DescribeKey),
  });
  const services = [
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

  // ── What background work there is ─────────────────────────────────────────────────────────────────
  const idle = async () => {
    await clock.settle();
    await ses.idle();
    // Jobs make replication tasks, and the ends of those move the jobs on.
    do {
      await s3Control.idle();
      await s3.replication.idle();
    } while (s3Control.busy);
    await s3.notifications.idle();
    await sns.idle();
    await sqs.idle();
  };

  const reset = async () => {
    s3.replication.pause();
    await idle();
    await database.reset();
    await blobs.reset();
    for (const service of [kms, iam, sts, s3, s3Control, ses, sns, sqs, cloudTrail]) service.forget();
    s3.notifications.setFunctions(config.functions);
    decisions.clear();
    clock.reset();
    s3.replication.resume();
  };

  // ── The doors ─────────────────────────────────────────────────────────────────────────────────────
  const http = createHttpServer({
    services,
    invoke: config.dataDir === undefined ? invoke : answerWhenKept(invoke, record),
    findCredential,
    requireKnownKeys: config.requireKnownKeys,
    clock,
    random,
    log,
    createBatch,
    createTurnstile,
    registerControl: (fastify) =>
      registerControlApi(fastify, {
        version: VERSION,
        services: services.map(({ name }) => name),
        reset,
        deliver: ses.deliver,
        mails: ses.mails,
        mailIdle: ses.idle,
        ses: {
          ...ses.control,
          setFunctions(endpoints) {
            ses.control.setFunctions(endpoints);
            sns.setFunctions(endpoints);
            s3.notifications.setFunctions(endpoints);
          },
        },
        sns: { undelivered: sns.undelivered, signingCertificate: sns.signingCertificate },
        kms,
        s3,
        replication: s3.replication,
        replicationMetrics: s3.replicationMetrics.now,
        clock,
        idle,
        decisions: decisions.list,
        events: createEventFeed(record, RECORDS),
      }),
  });

  async function listen() {
    const { host } = config;
    const orphans = await blobs.sweep((id) => s3.holdsBlob(id) || ses.holdsBlob(id));
    if (orphans > 0) log.info({ orphans }, 'removed bodies that a crash left without a row');
    kms.start();
    s3.start();
    s3Control.start();
    sqs.start();
    sns.start();
    cloudTrail.start(services);
    await ses.start();
    const url = await http.listen({ host, port: config.port });
    const { port: smtpPort } = await ses.startSmtp({ host, port: config.smtpPort });
    return { url, smtp: { host, port: smtpPort, url: `smtp://${host}:${smtpPort}` } };
  }

  async function close(): Promise<void> {
    const polls = sqs.close();
    ses.close();
    await Promise.all([http.close(), ses.stopSmtp()]);
    await polls;
    await s3Control.close();
    s3.replication.pause();
    await s3.replication.idle();
    await s3.notifications.close();
    await clock.stop();
    await ses.idle();
    await sns.close();
    await cloudTrail.close();
    database.close();
    await blobs.close();
  }

  return {
    /** The operations table, for those who look over all of it. */
    services,
    listen,
    close,
    reset,
    idle,
    clock,
    deliver: ses.deliver,
    receiving: { idle: ses.idle, mails: ses.mails },
    replication: s3.replication as ReplicationControl,
  };
}
