// S8: completing an upload moves no bytes, however many parts it has.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { request } from 'undici';
import { median } from './load.ts';
import { type Peer, startWaxseal } from './peers.ts';
import { type Clients, clientsOf } from './requests.ts';
import { withRows } from './rows.ts';
import type { Bench, Suite } from './suite.ts';
import { MIB } from './transfer.ts';

const Bucket = 'multipart';
const PART = Buffer.alloc(5 * MIB, 'x');
const MOST_PARTS = 10_000;

interface Upload {
  readonly Key: string;
  readonly UploadId: string;
  /** Of part 1, and of those that are copies of it. */
  readonly etag: string;
}

export const multipart: Suite = {
  name: 'multipart',
  cases: ['S8 complete'],
  async run(bench) {
    const folder = mkdtempSync(join(tmpdir(), 'multipart-'));
    try {
      const few = await withServer(bench, folder, async (peer, clients) => {
        await clients.s3.send(new CreateBucketCommand({ Bucket }));
        const took = await inTurn(bench.rounds, async (round) => {
          const upload = await uploaded(clients, `few-${round}`, 16);
          return completed(peer, clients, upload, 16);
        });
        return took;
      });
      const uploads = await withServer(bench, folder, (_peer, clients) =>
        inTurn(bench.rounds, (round) => uploaded(clients, `many-${round}`, 1)),
      );
      withRows(folder, (rows) => {
        for (const { UploadId } of uploads) rows.multiplyPart(UploadId, MOST_PARTS);
      });
      const many = await withServer(bench, folder, (peer, clients) =>
        inTurn(bench.rounds, (round) => completed(peer, clients, uploads[round] as Upload, MOST_PARTS)),
      );
      const goal = 'S8';
      bench.report({
        goal,
        what: 'complete 16 parts of 5 MiB: CPU',
        measured: median(few),
        unit: 'ms',
        atMost: 10,
      });
      bench.report({
        goal,
        what: 'complete 10,000 parts of 5 MiB: CPU',
        measured: median(many),
        unit: 'ms',
        atMost: 150,
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function withServer<T>(
  { server }: Bench,
  folder: string,
  work: (peer: Peer, clients: Clients) => Promise<T>,
): Promise<T> {
  const peer = await startWaxseal({ WAXSEAL_DATA_DIR: folder }, server);
  const clients = clientsOf(peer);
  try {
    return await work(peer, clients);
  } finally {
    clients.close();
    await peer.stop();
  }
}

async function inTurn<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let index = 0; index < count; index += 1) results.push(await work(index));
  return results;
}

async function uploaded({ s3 }: Clients, Key: string, parts: number): Promise<Upload> {
  const { UploadId = '' } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  let etag = '';
  for (let PartNumber = 1; PartNumber <= parts; PartNumber += 1) {
    const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body: PART }));
    etag = ETag ?? '';
  }
  return { Key, UploadId, etag };
}

/** Milliseconds of the server's CPU: what else a busy machine does until the answer comes is not its own. */
async function completed(
  { url, cpuMs }: Peer,
  { s3Request }: Clients,
  { Key, UploadId, etag }: Upload,
  count: number,
): Promise<number> {
  const Parts = Array.from({ length: count }, (_, index) => ({ PartNumber: index + 1, ETag: etag }));
  const {
    path,
    method,
    headers,
    body: document,
  } = await s3Request(
    new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
  );
  const before = cpuMs();
  const { body } = await request(`${url}${path}`, { method: method as 'POST', headers, body: document });
  const text = await body.text();
  const took = cpuMs() - before;
  if (!text.includes('CompleteMultipartUploadResult')) throw new Error(`completing failed: ${text}`);
  return took;
}
