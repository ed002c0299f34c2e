// S7, E1: bodies of gigabytes neither fill the memory nor hold up the event loop.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { CreateKeyCommand, GenerateDataKeyCommand } from '@aws-sdk/client-kms';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { load, median, type Prepared } from './load.ts';
import { DIST, local, type Peer, startWaxseal } from './peers.ts';
import { type Clients, clientsOf } from './requests.ts';
import type { Bench, Suite } from './suite.ts';
import { MIB, transfer } from './transfer.ts';

const LARGEST = 5 * 1024 * MIB;
const MANY = 64;
const EACH = 64 * MIB;
const Bucket = 'endurance';

export const endurance: Suite = {
  name: 'endurance',
  cases: ['S7 5 GiB', 'S7 64 at once', 'E1 KMS beside a PUT'],
  async run(bench) {
    if (bench.wants('S7 5 GiB')) await largest(bench);
    if (bench.wants('S7 64 at once')) await manyAtOnce(bench);
    if (bench.wants('E1 KMS beside a PUT')) await besideAPut(bench);
  },
};

async function largest(bench: Bench): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'loop-'));
  const file = join(folder, 'longest');
  writeFileSync(file, '0');
  const hook = `--import=file://${local('loop-delay.mjs')}?${encodeURIComponent(file)}`;
  await withWaxseal(bench, [hook], async (peer, clients) => {
    const { put, get } = await prepare(clients, 'largest', LARGEST);
    await transfer(peer, (await prepare(clients, 'warm', MIB)).put, MIB);
    const idle = peer.residentMiB();
    writeFileSync(file, '0');
    await transfer(peer, put, LARGEST);
    const { bytes } = await transfer(peer, get);
    if (bytes !== LARGEST) throw new Error(`${bytes} of ${LARGEST} bytes came back`);
    const grown = peer.residentMiB() - idle;
    const peak = peer.peakMiB() - idle;
    const block = Number(readFileSync(file, 'utf8'));
    bench.report({
      goal: 'S7',
      what: 'PUT and GET of 5 GiB: memory over idle',
      measured: grown,
      unit: 'MiB',
      atMost: 60,
    });
    bench.report({
      goal: 'S7',
      what: 'PUT and GET of 5 GiB: its peak',
      measured: peak,
      unit: 'MiB',
      atMost: 300,
    });
    bench.report({
      goal: 'E1',
      what: 'PUT and GET of 5 GiB: longest block',
      measured: block,
      unit: 'ms',
      atMost: 50,
    });
  });
  rmSync(folder, { recursive: true });
}

async function manyAtOnce(bench: Bench): Promise<void> {
  await withWaxseal(bench, [], async (peer, clients) => {
    await transfer(peer, (await prepare(clients, 'warm', MIB)).put, MIB);
    const idle = peer.residentMiB();
    const requests = await Promise.all(
      Array.from({ length: MANY }, (_, index) => prepare(clients, `object-${index}`, EACH)),
    );
    await Promise.all(requests.map(({ put }) => transfer(peer, put, EACH)));
    await Promise.all(requests.map(({ get }) => transfer(peer, get)));
    const peak = peer.peakMiB() - idle;
    bench.report({
      goal: 'S7',
      what: `${MANY} of 64 MiB at once, in and out: peak over idle`,
      measured: peak,
      unit: 'MiB',
      atMost: 300,
    });
  });
}

async function besideAPut(bench: Bench): Promise<void> {
  await withWaxseal(bench, [], async (peer, clients) => {
    const { put } = await prepare(clients, 'beside', 256 * MIB);
    const KeyId = (await clients.kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn;
    const generate = await clients.kmsRequest(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
    await load(peer, generate, 3_000, 1);
    const idle: number[] = [];
    const busy: number[] = [];
    for (let round = 0; round < bench.rounds; round += 1) {
      idle.push((await load(peer, generate, 2_000, 1)).p99Ms);
      let sending = true;
      const puts = (async () => {
        while (sending) await transfer(peer, put, 256 * MIB);
      })();
      busy.push((await load(peer, generate, 2_000, 1)).p99Ms);
      sending = false;
      await puts;
    }
    const measured = median(busy) / median(idle);
    bench.report({
      goal: 'E1',
      what: 'KMS p99 while 256 MiB are PUT / idle',
      measured,
      unit: 'x',
      atMost: 5,
    });
  });
}

async function withWaxseal(
  { server = DIST }: Bench,
  nodeFlags: readonly string[],
  work: (peer: Peer, clients: Clients) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'endurance-'));
  const peer = await startWaxseal({ WAXSEAL_DATA_DIR: folder }, server, nodeFlags);
  const clients = clientsOf(peer);
  try {
    await clients.s3.send(new CreateBucketCommand({ Bucket }));
    await work(peer, clients);
  } finally {
    clients.close();
    await peer.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function prepare(
  { s3Request }: Clients,
  Key: string,
  ContentLength: number,
): Promise<Record<'put' | 'get', Prepared>> {
  const Body = Readable.from([]);
  return {
    put: await s3Request(
      new PutObjectCommand({ Bucket, Key, Body, ContentLength, ServerSideEncryption: 'aws:kms' }),
    ),
    get: await s3Request(new GetObjectCommand({ Bucket, Key })),
  };
}
