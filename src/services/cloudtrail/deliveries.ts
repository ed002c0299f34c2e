// The worker that writes log files: every five minutes of the platform's clock, or sooner when the ring fills.
//
// Each trail has its place in the event log. A delivery that fails leaves the place where it was, so the next one
// tells those events too, as far as the ring still has them.
import { AwsError } from '../../core/errors.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Entry } from './entry.ts';
import { type CloudTrailEvent, isToldTo, regionOf } from './event.ts';
import type { EventLog } from './event-log.ts';
import { logFileKey, putLogFile } from './log-file.ts';
import type { CloudTrailPorts } from './ports.ts';
import { selects } from './selectors.ts';
import { SERVICE, serviceCall } from './service-call.ts';
import { type Trail, type TrailStatus, trailArn } from './trail.ts';
import type { TrailStore } from './trail-store.ts';

/** CloudTrail guide: log files are published about every 5 minutes. */
const INTERVAL = 5 * 60_000;

export interface DeliverySettings {
  readonly platform: Platform;
  readonly ports: CloudTrailPorts;
  readonly log: EventLog;
  readonly trails: TrailStore;
  /** Deliver early when this many calls were recorded since the last time. */
  readonly early: number;
}

export class Deliveries {
  /** By trail ARN: the sequence number from which on nothing was delivered. */
  private readonly places = new Map<string, number>();
  private cancel: (() => void) | undefined;
  private running: Promise<void> | undefined;
  private unfollow: (() => void) | undefined;
  private last = 0;
  private closed = false;

  constructor(private readonly settings: DeliverySettings) {}

  /** Puts the timer on while a trail is logging; called whenever that may have changed. */
  plan(): void {
    const { trails, log, platform } = this.settings;
    const logging = trails.all().filter(({ status }) => status.logging);
    for (const trail of logging) {
      if (!this.places.has(trailArn(trail))) this.places.set(trailArn(trail), log.next());
    }
    if (logging.length === 0 || this.closed) return this.stop();
    this.unfollow ??= log.follow(() => this.hurry());
    this.cancel ??= platform.clock.at(platform.clock.now() + INTERVAL, () => this.deliverAll());
  }

  /** From here on a trail that logs has nothing behind it. */
  begin(trail: Trail): void {
    this.places.set(trailArn(trail), this.settings.log.next());
    this.plan();
  }

  forget(trail: Trail): void {
    this.places.delete(trailArn(trail));
    this.plan();
  }

  private stop(): void {
    this.cancel?.();
    this.cancel = undefined;
    this.unfollow?.();
    this.unfollow = undefined;
  }

  /** Writes what is left, and nothing after it. */
  async close(): Promise<void> {
    this.closed = true;
    this.stop();
    const { platform } = this.settings;
    const failed = (error: unknown) =>
      platform.log.error({ err: error }, 'cloudtrail: the last log files were not written');
    await this.running?.catch(failed);
    await this.round().catch(failed);
  }

  /** After a reset of all tables. */
  forgetAll(): void {
    this.places.clear();
    this.stop();
    this.plan();
  }

  /** One round at a time; a second caller waits for the first. */
  deliverAll(): Promise<void> {
    this.running ??= this.round().finally(() => {
      this.running = undefined;
      this.plan();
    });
    return this.running;
  }

  /** The last delivery of a trail that stops; after a round that is under way, lest both tell the same. */
  async finish(trail: Trail): Promise<void> {
    await this.running;
    await this.deliver(trail);
  }

  private hurry(): void {
    const { log, early, platform } = this.settings;
    if (this.running !== undefined || log.next() - this.last < early) return;
    this.last = log.next();
    this.cancel?.();
    this.cancel = platform.clock.at(platform.clock.now(), () => this.deliverAll());
  }

  private async round(): Promise<void> {
    const { trails, log } = this.settings;
    this.cancel?.();
    this.cancel = undefined;
    this.last = log.next();
    for (const trail of trails.all()) if (trail.status.logging) await this.deliver(trail);
  }

  /** What has happened since the last time, into the trail's bucket. */
  private async deliver(trail: Trail): Promise<void> {
    const { platform, ports, log, trails } = this.settings;
    const from = this.places.get(trailArn(trail)) ?? log.next();
    const to = log.next();
    const files = this.filesOf(trail, from);
    if (files.size === 0) return;
    const attempted = platform.clock.now();
    const keys: string[] = [];
    const error = await refusalOf(async () => {
      for (const [region, events] of files) {
        const key = logFileKey(trail, region, attempted, platform.random);
        await putLogFile(trail, key, events, platform, ports);
        keys.push(key);
      }
      this.places.set(trailArn(trail), to);
    });
    if (error !== undefined) {
      platform.log.warn({ trail: trailArn(trail), code: error }, 'cloudtrail: a log file was refused');
    }
    const outcome: Partial<TrailStatus> = {
      attempted,
      error,
      ...(error === undefined && { delivered: attempted }),
      ...(await this.notify(trail, keys)),
    };
    await trails.change(trail, (current) => ({ ...current, status: { ...current.status, ...outcome } }));
  }

  /** CloudTrail guide, "Configuring Amazon SNS notifications": the bucket and the keys of new log files. */
  private async notify(trail: Trail, s3ObjectKey: readonly string[]): Promise<Partial<TrailStatus>> {
    const { platform, ports } = this.settings;
    const { snsTopic: TopicArn, bucket: s3Bucket } = trail;
    if (TopicArn === undefined || s3ObjectKey.length === 0 || this.closed) return {};
    const notificationAttempted = platform.clock.now();
    const Message = JSON.stringify({ s3Bucket, s3ObjectKey });
    const notificationError = await refusalOf(() =>
      ports.publish({ TopicArn, Message }, serviceCall(trail, platform)),
    );
    return {
      notificationAttempted,
      notificationError,
      ...(notificationError === undefined && { notified: notificationAttempted }),
    };
  }

  /** A file for each region; none where all there is to tell is that log files were written. */
  private filesOf(trail: Trail, from: number): Map<string, CloudTrailEvent[]> {
    const { log } = this.settings;
    const files = new Map<string, CloudTrailEvent[]>();
    let worthIt = false;
    for (const entry of log.entries(from)) {
      if (!isToldTo(entry, trail.account) || !isWithin(trail, entry)) continue;
      const event = log.event(entry, trail.account);
      if (!selects(trail, event)) continue;
      const region = trail.multiRegion ? event.awsRegion : trail.region;
      const file = files.get(region);
      if (file) file.push(event);
      else files.set(region, [event]);
      worthIt ||= !isOwn(entry);
    }
    return worthIt ? files : new Map();
  }
}

/** The code of AWS's refusal, where there is one. */
async function refusalOf(work: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return error.code;
    throw error;
  }
}

/** A trail of one region is told of global services' events too, unless it was made without them. */
const isWithin = (trail: Trail, entry: Entry): boolean =>
  trail.multiRegion ||
  regionOf(entry) === trail.region ||
  (trail.globalEvents && entry.dialect.region !== undefined);

/** A delivery is itself a call; were it reason enough for the next one, a silent trail would write for ever. */
const isOwn = ({ call: { principal } }: Entry): boolean =>
  principal.type === 'service' && principal.service === SERVICE;
