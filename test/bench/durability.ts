// S3: what it costs that an answered write survives a power cut, beside one that survives the process.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { compare, type Prepared } from './load.ts';
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
        const alone = await compare({ full: [full, await put(full)] }, bench.rounds, 1);
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
          what: 'PUT 1 KiB, full durability: rate / one connection, whose commits nobody shares',
          measured: rate / alone.full.perSecond,
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
