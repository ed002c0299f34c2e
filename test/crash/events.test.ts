// What a kill -9 leaves of the record: every answered call, once, for LookupEvents and for a trail alike.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { CreateKeyCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allRecords, by, createLogBucket, createTrail, startLogging } from '../contract/cloudtrail/trails.ts';
import { type ServerProcess, startProcess } from '../support/process.ts';

const ROUNDS = 2;
const CALLERS = 8;

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'waxseal-events-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

function clients(url: string) {
  const settings = {
    endpoint: url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  return {
    kms: new KMSClient(settings),
    s3: new S3Client({ ...settings, forcePathStyle: true }),
    cloudtrail: new CloudTrailClient(settings),
  };
}

/** Five minutes later: a delivery is due, and made before this resolves. */
const later = ({ url }: ServerProcess) =>
  request(`${url}/_waxseal/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance: 300 }),
  }).then(({ body }) => body.dump());

async function requestIdsOf(cloudtrail: CloudTrailClient, eventName: string): Promise<string[]> {
  const ids: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await cloudtrail.send(new LookupEventsCommand({ ...by('EventName', eventName), NextToken }));
    for (const { CloudTrailEvent = '{}' } of page.Events ?? [])
      ids.push(JSON.parse(CloudTrailEvent).requestID);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return ids;
}

describe('kill -9', () => {
  it('loses no event of an answered call, and a trail tells each exactly once', async () => {
    const answered = new Set<string>();
    let server = await startProcess({ WAXSEAL_DATA_DIR: dataDir });
    const first = clients(server.url);
    await createLogBucket(first.s3);
    await createTrail(first.cloudtrail, 'lasting');
    await startLogging(first.cloudtrail, 'lasting');
    const { KeyMetadata } = await first.kms.send(new CreateKeyCommand({}));

    for (let round = 0; round < ROUNDS; round += 1) {
      const { kms } = clients(server.url);
      const target = answered.size + 80 + round * 37;
      const { child } = server;
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      const call = async () => {
        for (;;) {
          try {
            const { $metadata } = await kms.send(
              new EncryptCommand({ KeyId: KeyMetadata?.KeyId, Plaintext: Buffer.from('x') }),
            );
            answered.add($metadata.requestId ?? '');
          } catch {
            return;
          }
          // Deliveries begin while calls are made, and the end comes in the middle of both.
          if (answered.size % 20 === 0) later(server).catch(() => {});
          if (answered.size >= target) child.kill('SIGKILL');
        }
      };
      await Promise.all([ended, ...Array.from({ length: CALLERS }, call)]);
      server = await startProcess({ WAXSEAL_DATA_DIR: dataDir });
    }

    const { s3, cloudtrail } = clients(server.url);
    const found = await requestIdsOf(cloudtrail, 'Encrypt');
    expect(new Set(found).size).toBe(found.length);
    expect([...answered].filter((id) => !found.includes(id))).toEqual([]);

    await later(server);
    const records = (await allRecords(s3)).filter(({ eventName }) => eventName === 'Encrypt');
    expect(records.map(({ requestID }) => requestID).sort()).toEqual(found.sort());
    await server.stop('SIGTERM');
  }, 120_000);
});
