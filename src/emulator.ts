// The composition root, top to bottom: what stands before every operation, the services (services.ts fits them
// together), what goes on behind their backs, and the doors.

import { createAuthorizer } from './access/authorizer.ts';
import { createDecisionLog } from './access/decision-log.ts';
import type { Config } from './config.ts';
import { registerControlApi } from './control/control-api.ts';
import type { ReplicationControl } from './control/ports.ts';
import { createInvoke } from './core/invoke.ts';
import { createBatch } from './platform/batch.ts';
import { openPlatform } from './platform/platform.ts';
import { createTurnstile } from './platform/turns/turnstile.ts';
import { serviceSettingsOf } from './service-settings.ts';
import { answerWhenKept, createEventFeed, createRecord } from './services/cloudtrail/index.ts';
import { createIam } from './services/iam/index.ts';
import { createServices, migrations } from './services.ts';
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
  const settings = serviceSettingsOf(config);
  const { platform, clock, journal } = await openPlatform({ ...config, migrations });
  const { database, blobs, random, log } = platform;

  // ── The pipeline ──────────────────────────────────────────────────────────────────────────────────
  const iam = createIam(platform);
  const decisions = createDecisionLog({ allowed: LEAVES, refused: RECORDS });
  const record = createRecord(journal, log);
  const authorize = createAuthorizer({ policiesOf: iam.policiesOf, onDecision: decisions.record });
  const invoke = createInvoke(authorize, record.record);

  // ── Services ──────────────────────────────────────────────────────────────────────────────────────
  const services = createServices(platform, settings, { iam, record, authorize, invoke });
  const { kms, s3, s3Control, ses, sns, sqs, sts, cloudTrail, findCredential } = services;
  s3.notifications.setFunctions(config.functions);

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
    services: services.all,
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
        services: services.all.map(({ name }) => name),
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
    cloudTrail.start(services.all);
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
    services: services.all,
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
