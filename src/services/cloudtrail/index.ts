// CloudTrail: the record of every call, looked up by API and delivered to buckets as log files.
//
// Gaps: event data stores, Lake queries, channels, dashboards, Insights; digest files (EnableLogFileValidation is
// kept and answered), CloudWatch Logs of a trail (kept and answered); organization trails;
// AwsServiceEvent records (KMS's DeleteKey and RotateKey); calls refused before an operation was known (a bad
// signature, an unknown action), which AWS does not tell either.
// By design: with a data directory each event is a line in the journal `events/` before its call is answered
// (answer.ts), so neither a restart nor a kill -9 loses one, and a trail goes on exactly where it was; LookupEvents
// reaches back 90 days or KEPT.totalBytes, whichever is less. In memory mode it reaches as far back as IN_MEMORY. Log files are written every five minutes of the clock, sooner when
// EARLY calls are waiting, and at an orderly end. LookupEvents shows an event at once, where AWS takes minutes.
// Client quirks: aws-cli prints CloudTrailEvent as the JSON text it is.
import type { Service } from '../../core/operation.ts';
import type { OpenPlatform, Platform } from '../../platform/platform.ts';
import { Deliveries } from './deliveries.ts';
import type { CloudTrailDeps } from './deps.ts';
import { cloudTrailErrors } from './errors.ts';
import { EventHistory } from './event-history.ts';
import type { EventLog } from './event-log.ts';
import { createEventLog } from './event-log.ts';
import { EventMemory } from './event-memory.ts';
import { Kinds } from './kind.ts';
import { HISTORY } from './lookup.ts';
import { operations } from './operations/index.ts';
import type { CloudTrailPorts } from './ports.ts';
import { TrailStore } from './trail-store.ts';

export { answerWhenKept } from './answer.ts';
export { createEventFeed } from './event-feed.ts';
export { cloudTrailMigrations } from './migrations.ts';
export type { EventLog };

/** Calls that are remembered in memory mode: some ten megabytes at most. */
const IN_MEMORY = { management: 10_000, volume: 500 };
/** Calls after which log files are written before their time. */
const EARLY = IN_MEMORY.management / 2;

/** What a data directory keeps of the past: some half a million events, of the days that LookupEvents shows. */
const KEPT = { segmentBytes: 1024 * 1024, totalBytes: 256 * 1024 * 1024, keepFor: HISTORY };

/** Made before `invoke`, which it records; the service follows once there is an `invoke` to deliver with. */
export function createRecord(open: OpenPlatform['journal'], log: Platform['log']): EventLog {
  const kinds = new Kinds();
  const onFailure = (error: unknown) => log.error({ err: error }, 'cloudtrail: events were not kept');
  const journal = open('events', { ...KEPT, onFailure });
  return createEventLog(kinds, journal ? new EventHistory(journal, kinds) : new EventMemory(IN_MEMORY));
}

export function createCloudTrail(platform: Platform, log: EventLog, ports: CloudTrailPorts) {
  const trails = new TrailStore(platform.database);
  const deliveries = new Deliveries({ platform, ports, log, trails, early: EARLY });
  const service: Service<CloudTrailDeps> = {
    name: 'cloudtrail',
    eventSource: 'cloudtrail.amazonaws.com',
    protocol: {
      kind: 'json-1.1',
      // What botocore sends, and what the SDK for JavaScript does.
      targetPrefix: 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101',
      targetAliases: ['CloudTrail_20131101'],
    },
    deps: { platform, ports, log, trails, deliveries },
    operations,
    errors: cloudTrailErrors,
  };
  return {
    service,
    operations,
    /** Takes up the history and the trails that were logging when the process ended. */
    start(services: readonly Service[]) {
      log.know(services);
      deliveries.plan();
    },
    /** Delivers what is left. */
    async close() {
      await deliveries.close();
      log.close();
    },
    /** After a reset of all tables. */
    forget() {
      log.clear();
      trails.forget();
      deliveries.forgetAll();
    },
  };
}
