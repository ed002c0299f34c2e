// CloudTrail: the record of every call, looked up by API and delivered to buckets as log files.
//
// Gaps: event data stores, Lake queries, channels, dashboards, Insights; digest files (EnableLogFileValidation is
// kept and answered), CloudWatch Logs of a trail (kept and answered); organization trails;
// AwsServiceEvent records (KMS's DeleteKey and RotateKey); calls refused before an operation was known (a bad
// signature, an unknown action), which AWS does not tell either.
// By design: events live in a bounded ring in memory (RING below), whether or not there is a data directory,
// because a row for each call would cost far more than 5 % of the request rate. Event history therefore begins
// with the process and reaches as far back as the ring; what must last belongs in a trail: its log files are S3
// objects, written every five minutes of the clock, sooner when half a ring is waiting, and at an orderly end. A
// kill -9 loses what was not delivered. LookupEvents shows an event at once, where AWS takes minutes.
// Client quirks: aws-cli prints CloudTrailEvent as the JSON text it is.
import type { Service } from '../../core/operation.ts';
import type { Platform } from '../../platform/platform.ts';
import { Deliveries } from './deliveries.ts';
import type { CloudTrailDeps } from './deps.ts';
import { cloudTrailErrors } from './errors.ts';
import type { EventLog } from './event-log.ts';
import { createEventLog } from './event-log.ts';
import { operations } from './operations/index.ts';
import type { CloudTrailPorts } from './ports.ts';
import { TrailStore } from './trail-store.ts';

export { createEventFeed } from './event-feed.ts';
export { cloudTrailMigrations } from './migrations.ts';
export type { EventLog };

/** Calls that are remembered: some ten megabytes. */
const RING = 10_000;

/** Made before `invoke`, which it records; the service follows once there is an `invoke` to deliver with. */
export const createRecord = (uuid: () => string): EventLog => createEventLog(RING, uuid);

export function createCloudTrail(platform: Platform, log: EventLog, ports: CloudTrailPorts) {
  const trails = new TrailStore(platform.database);
  const deliveries = new Deliveries({ platform, ports, log, trails, early: RING / 2 });
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
    /** Takes up the trails that were logging when the process ended. */
    start: () => deliveries.plan(),
    /** Delivers what is left. */
    close: () => deliveries.close(),
    /** After a reset of all tables. */
    forget() {
      log.clear();
      trails.forget();
      deliveries.forgetAll();
    },
  };
}
