// The worker behind a trail, where waiting for five minutes would lose events.
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Invocation } from '../../../src/core/invoke.ts';
import { empty } from '../../../src/core/shape.ts';
import { openPlatform } from '../../../src/platform/platform.ts';
import { Deliveries } from '../../../src/services/cloudtrail/deliveries.ts';
import { createEventLog } from '../../../src/services/cloudtrail/event-log.ts';
import { EventMemory } from '../../../src/services/cloudtrail/event-memory.ts';
import { cloudTrailMigrations } from '../../../src/services/cloudtrail/index.ts';
import { Kinds } from '../../../src/services/cloudtrail/kind.ts';
import type { CloudTrailPorts } from '../../../src/services/cloudtrail/ports.ts';
import type { Trail } from '../../../src/services/cloudtrail/trail.ts';
import { TrailStore } from '../../../src/services/cloudtrail/trail-store.ts';

const TRAIL = {
  account: '000000000000',
  region: 'us-east-1',
  name: 'busy',
  bucket: 'logs',
  globalEvents: true,
  multiRegion: false,
  validation: false,
  tags: [],
  status: { logging: true },
} as unknown as Trail;

const call = (requestId: string): Invocation =>
  ({
    service: { name: 'kms', eventSource: 'kms.amazonaws.com' },
    operation: { name: 'ListKeys', input: empty, output: empty },
    input: {},
    call: {
      principal: { type: 'root', account: '000000000000' },
      account: '000000000000',
      region: 'us-east-1',
      requestId,
      time: 0,
      sourceIp: '127.0.0.1',
      userAgent: '',
      secure: false,
    },
    output: {},
  }) as unknown as Invocation;

describe('a busy trail', () => {
  it('is delivered before the ring turns over, each event once, without the clock moving', async () => {
    const { platform, clock } = await openPlatform({
      dataDir: undefined,
      durability: 'normal',
      logLevel: 'silent',
      masterKey: undefined,
      migrations: cloudTrailMigrations,
    });
    clock.freeze();
    const log = createEventLog(new Kinds(), new EventMemory({ management: 100, volume: 100 }));
    const trails = new TrailStore(platform.database);
    const told: string[] = [];
    const ports: CloudTrailPorts = {
      getBucketAcl: async () => ({}),
      describeKey: async () => ({}),
      publish: async () => ({}),
      putObject: async ({ Body }) => {
        const { Records } = JSON.parse(gunzipSync(Body.whole ?? new Uint8Array()).toString());
        for (const { requestID } of Records) told.push(requestID);
        return {};
      },
    };
    const deliveries = new Deliveries({ platform, ports, log, trails, early: 50 });
    await trails.create(() => TRAIL);
    deliveries.plan();
    for (let made = 0; made < 400; made += 1) {
      log.record(call(String(made)));
      if (made % 40 === 39) await clock.settle();
    }
    await deliveries.close();
    expect(told).toEqual(Array.from({ length: 400 }, (_, at) => String(at)));
    await clock.stop();
    platform.database.close();
    await platform.blobs.close();
  });
});
