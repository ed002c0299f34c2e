// S3: what it costs that an answered write survives a power cut, beside one that survives the process.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import SQLite from 'better-sqlite3';
import { compare, median, type Prepared, ROUND_MS } from './load.ts';
import { type Peer, startWaxseal, whileRunning } from './peers.ts';
import { clientsOf } from './requests.ts';
import type { Suite } from './suite.ts';

const Bucket = 'durable';

export const durability: Suite = {
  name: 'durability',
  cases: ['S3 full durability'],
  async run(bench) {
    const folder = mkdtempSync(join(tmpdir(), 'durable-'));
    const open = (durability: string) =>
      startWaxseal(
        { WAXSEAL_DATA_DIR: join(folder, durability), WAXSEAL_DURABILITY: durability },
        bench.server,
      );
    try {
      await whileRunning({ normal: open('normal'), full: open('full') }, async ({ normal, full }) => {
        const sample = await compare(
          { normal: [normal, await put(normal)], full: [full, await put(full)] },
          bench.rounds,
        );
        const alone = median(Array.from({ length: bench.rounds }, () => commitsPerSecond(folder)));
        const rate = sample.full.perSecond;
        bench.report({
          goal: 'S3',
          what: 'PUT 1 KiB, full durability: rate / the default',
          measured: rate / sample.normal.perSecond,
          unit: 'x',
          atLeast: 0.4,
        });
        bench.report({
          goal: 'S3',
          what: 'PUT 1 KiB, full durability: rate / bare commits, one row each',
          measured: rate / alone,
          unit: 'x',
          atLeast: 8,
        });
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function put(peer: Peer): Promise<Prepared> {
  const { s3, s3Request, close } = clientsOf(peer);
  await s3.send(new CreateBucketCommand({ Bucket }));
  const command = new PutObjectCommand({ Bucket, Key: 'key', Body: Buffer.alloc(1024, 'k') });
  await s3.send(command);
  close();
  return s3Request(command);
}

/** What the disk gives to one who waits for it at every row. */
function commitsPerSecond(folder: string): number {
  const file = new SQLite(join(folder, 'alone.sqlite'));
  file.pragma('journal_mode = WAL');
  file.pragma('synchronous = FULL');
  file.exec('CREATE TABLE IF NOT EXISTS one (bytes BLOB)');
  const insert = file.prepare('INSERT INTO one VALUES (?)');
  const row = Buffer.alloc(1024, 'k');
  const begin = performance.now();
  let commits = 0;
  for (; performance.now() < begin + ROUND_MS; commits += 1) insert.run(row);
  file.close();
  return commits / ((performance.now() - begin) / 1000);
}
