// The worker that writes log files: every five minutes of the platform's clock, or sooner when the ring fills.
//
// Each trail has its place in the event log, kept with the trail. A delivery that fails leaves the place where it
// was, so the next one tells those events too, as far as they are still kept; one that a crash has cut off is made
// again as it was planned.
import { AwsError } from '../../core/errors.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Entry } from './entry.ts';
import { type CloudTrailEvent, eventOf, isToldTo, regionOf } from './event.ts';
import type { EventLog } from './event-log.ts';
import { logFileKey, putLogFile } from './log-file.ts';
import type { CloudTrailPorts } from './ports.ts';
import { selects } from './selectors.ts';
import { SERVICE, serviceCall } from './service-call.ts';
import { type PlannedDelivery, type Trail, type TrailStatus, trailArn } from './trail.ts';
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

/** By region. */
type LogFiles = ReadonlyMap<string, readonly CloudTrailEvent[]>;

export class Deliveries {
  private cancel: (() => void) | undefined;
  private running: Promise<void> | undefined;
  private unfollow: (() => void) | undefined;
  private last = 0;
  private closed = false;

  constructor(private readonly settings: DeliverySettings) {}

  /** Puts the timer on while a trail is logging; called whenever that may have changed. */
  plan(): void {
    const { trails, log, platform } = this.settings;
    if (this.closed || !trails.all().some(({ status }) => status.logging)) return this.stop();
    this.unfollow ??= log.follow(() => this.hurry());
    this.cancel ??= platform.clock.at(platform.clock.now() + INTERVAL, () => this.deliverAll());
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
    await this.deliver(this.settings.trails.find(trail) ?? trail);
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

  /** What has happened since the last time, into the trail's bucket; first what a crash or a refusal left over. */
  private async deliver(trail: Trail): Promise<void> {
    const { planned: left } = trail.status;
    const current = left ? await this.send(trail, left, await this.filesOf(trail, left.to)) : trail;
    if (!current || current.status.planned) return;
    const { trails, log } = this.settings;
    const to = log.next();
    const files = await this.filesOf(current, to);
    if (files.size === 0) return;
    const planned = this.planOf(current, to, [...files.keys()]);
    const ready = await trails.change(trail, (now) => ({ ...now, status: { ...now.status, planned } }));
    if (ready) await this.send(ready, planned, files);
  }

  private planOf(trail: Trail, to: number, regions: readonly string[]): PlannedDelivery {
    const { random, clock } = this.settings.platform;
    const keys = regions.map((region) => [region, logFileKey(trail, region, clock.now(), random)]);
    return { to, keys: Object.fromEntries(keys) };
  }

  /** @returns the trail as it is afterwards, the plan fulfilled unless a file was refused. */
  private async send(trail: Trail, plan: PlannedDelivery, files: LogFiles): Promise<Trail | undefined> {
    const { platform, ports, trails } = this.settings;
    const keys: string[] = [];
    const error = await refusalOf(async () => {
      for (const [region, events] of files) {
        const key = plan.keys[region];
        if (key === undefined) continue;
        await putLogFile(trail, key, events, platform, ports);
        keys.push(key);
      }
    });
    if (error !== undefined) {
      platform.log.warn({ trail: trailArn(trail), code: error }, 'cloudtrail: a log file was refused');
    }
    const attempted = platform.clock.now();
    const outcome: Partial<TrailStatus> = {
      attempted,
      error,
      ...(error === undefined && { delivered: attempted, place: plan.to, planned: undefined }),
      ...(await this.notify(trail, keys)),
    };
    return await trails.change(trail, (now) => ({ ...now, status: { ...now.status, ...outcome } }));
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
  private async filesOf(trail: Trail, to: number): Promise<LogFiles> {
    const { log } = this.settings;
    const files = new Map<string, CloudTrailEvent[]>();
    let worthIt = false;
    for await (const entry of log.between(trail.status.place ?? 0, to)) {
      if (!isToldTo(entry, trail.account) || !isWithin(trail, entry)) continue;
      const event = eventOf(entry, trail.account);
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
  (trail.globalEvents && entry.kind.dialect.region !== undefined);

/** A delivery is itself a call; were it reason enough for the next one, a silent trail would write for ever. */
const isOwn = ({ call: { principal } }: Entry): boolean =>
  principal.type === 'service' && principal.service === SERVICE;
