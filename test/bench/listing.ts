// L1: a page costs the same in a bucket of a million keys as in one of ten thousand.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { load, median, type Prepared } from './load.ts';
import { type Peer, startWaxseal } from './peers.ts';
import { clientsOf } from './requests.ts';
import { withRows } from './rows.ts';
import type { Bench, Suite } from './suite.ts';

const BUCKETS = { 'ten-thousand': 10_000, 'a-million': 1_000_000 } as const;
const PREFIXES = 100;
/** 42 bytes, spread over a hundred prefixes. */
const KEY = `printf('prefix-%02d/object-%025d', i % ${PREFIXES}, i)`;
const MIDDLE = 'prefix-50/';

export const listing: Suite = {
  name: 'listing',
  cases: ['L1 listing'],
  async run(bench) {
    const folder = mkdtempSync(join(tmpdir(), 'listing-'));
    try {
      await fill(bench, folder);
      const peer = await startWaxseal({ WAXSEAL_DATA_DIR: folder }, bench.server);
      try {
        await measure(bench, peer);
      } finally {
        await peer.stop();
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function fill({ server }: Bench, folder: string): Promise<void> {
  const peer = await startWaxseal({ WAXSEAL_DATA_DIR: folder }, server);
  const { s3, close } = clientsOf(peer);
  for (const Bucket of Object.keys(BUCKETS)) {
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'model', Body: 'x' }));
  }
  close();
  await peer.stop();
  withRows(folder, (rows) => {
    for (const [bucket, count] of Object.entries(BUCKETS)) rows.multiplyObject(bucket, count, KEY);
  });
}

async function measure(bench: Bench, peer: Peer): Promise<void> {
  const { s3Request, close } = clientsOf(peer);
  const page = (Bucket: keyof typeof BUCKETS) =>
    s3Request(new ListObjectsV2Command({ Bucket, StartAfter: MIDDLE }));
  const small = await page('ten-thousand');
  const large = await page('a-million');
  const prefixes = await s3Request(new ListObjectsV2Command({ Bucket: 'a-million', Delimiter: '/' }));
  close();
  const cpu: Record<'small' | 'large' | 'prefixes', number[]> = { small: [], large: [], prefixes: [] };
  const requests = { small, large, prefixes } satisfies Record<string, Prepared>;
  for (let round = 0; round <= bench.rounds; round += 1) {
    for (const [name, request] of Object.entries(requests)) {
      const { cpuMicros, failed } = await load(peer, request, 1_000, 1);
      if (failed > 0) throw new Error(`${name}: not every page came`);
      // The first round warms up.
      if (round > 0) cpu[name as keyof typeof cpu].push(cpuMicros / 1000);
    }
  }
  const goal = 'L1';
  const [one, million, delimiter] = [cpu.small, cpu.large, cpu.prefixes].map(median) as [
    number,
    number,
    number,
  ];
  bench.report({
    goal,
    what: 'a page of 1,000 out of 1,000,000 keys: CPU',
    measured: million,
    unit: 'ms',
    atMost: 4,
  });
  bench.report({
    goal,
    what: 'the same / out of 10,000 keys',
    measured: million / one,
    unit: 'x',
    atMost: 1.5,
  });
  bench.report({
    goal,
    what: `${PREFIXES} prefixes of 1,000,000 keys: CPU`,
    measured: delimiter,
    unit: 'ms',
    atMost: 3,
  });
}
