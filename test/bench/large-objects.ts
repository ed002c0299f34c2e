// S4, S5, S6: what a large body costs, and that a range of it costs no more than its bytes.
import { Readable } from 'node:stream';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { compare, median, type Prepared } from './load.ts';
import { type Peer, startMoto, startS3rver, startWaxseal, whileRunning } from './peers.ts';
import { clientsOf } from './requests.ts';
import type { Bench, Suite } from './suite.ts';
import { MIB, transfer } from './transfer.ts';

const SIZE = 256 * MIB;
const RANGE = 64 * 1024;
const Bucket = 'large';

export const largeObjects: Suite = {
  name: 'large objects',
  cases: ['S4 PUT 256 MiB', 'S5 GET 256 MiB', 'S6 range'],
  run: (bench) =>
    whileRunning(
      {
        waxseal: startWaxseal({}, bench.server),
        before: bench.before === undefined ? undefined : startWaxseal({}, bench.before),
        moto: startMoto(),
        s3rver: startS3rver(bench.s3rver),
      },
      async ({ waxseal, ...others }) => {
        if (bench.wants('S4 PUT 256 MiB') || bench.wants('S5 GET 256 MiB'))
          await bodies(bench, waxseal, others);
        if (bench.wants('S6 range')) await ranges(bench, waxseal);
      },
    ),
};

async function bodies(
  bench: Bench,
  waxseal: Peer,
  others: Readonly<Record<string, Peer | undefined>>,
): Promise<void> {
  const runs = [
    { name: 'waxseal SSE-KMS', peer: waxseal, requests: await prepare(waxseal, true) },
    { name: 'waxseal SSE-S3', peer: waxseal, requests: await prepare(waxseal, false) },
  ];
  for (const [name, peer] of Object.entries(others)) {
    if (peer) runs.push({ name, peer, requests: await prepare(peer, name === 'before') });
  }
  const cpu: Record<string, number[]> = {};
  const wall: Record<string, number[]> = {};
  const note = (name: string, { cpuMs, seconds }: { cpuMs: number; seconds: number }) => {
    cpu[name] = [...(cpu[name] ?? []), cpuMs / (SIZE / MIB)];
    wall[name] = [...(wall[name] ?? []), seconds];
  };
  for (let round = 0; round <= bench.rounds; round += 1) {
    for (const { name, peer, requests } of runs) {
      const put = await transfer(peer, requests.put, SIZE);
      const get = await transfer(peer, requests.get);
      if (get.bytes !== SIZE) throw new Error(`${name} answered ${get.bytes} of ${SIZE} bytes`);
      // The first round warms up.
      if (round === 0) continue;
      note(`PUT ${name}`, put);
      note(`GET ${name}`, get);
    }
  }
  const mid = (of: Record<string, number[]>, name: string) => median(of[name] ?? []);
  const perMiB = (goal: string, name: string, atMost: number) =>
    bench.report({ goal, what: `${name}: CPU per MiB`, measured: mid(cpu, name), unit: 'ms', atMost });
  const faster = (goal: string, what: string, other: string, atLeast?: number) => {
    if (wall[`${what} ${other}`] === undefined) return;
    const measured = mid(wall, `${what} ${other}`) / mid(wall, `${what} waxseal SSE-KMS`);
    const name = `${what} 256 MiB SSE-KMS: rate / ${other}`;
    bench.report({ goal, what: name, measured, unit: 'x', ...(atLeast !== undefined && { atLeast }) });
  };
  perMiB('S4', 'PUT waxseal SSE-KMS', 2.2);
  perMiB('S4', 'PUT waxseal SSE-S3', 3.6);
  faster('S4', 'PUT', 'moto', 1.5);
  faster('S4', 'PUT', 's3rver', 1);
  faster('S4', 'PUT', 'before');
  perMiB('S5', 'GET waxseal SSE-KMS', 1.1);
  for (const other of ['moto', 's3rver', 'before']) faster('S5', 'GET', other);
}

async function prepare(peer: Peer, underKms: boolean): Promise<Record<'put' | 'get', Prepared>> {
  const { kms, s3, s3Request, close } = clientsOf(peer);
  const Key = underKms ? 'kms' : 'plain';
  await s3.send(new CreateBucketCommand({ Bucket })).catch(() => {});
  const KeyId = underKms ? (await kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn : undefined;
  const sse = KeyId === undefined ? {} : ({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId } as const);
  // A stream's hash cannot be signed beforehand; what it streams here is never read.
  const Body = Readable.from([]);
  const put = await s3Request(new PutObjectCommand({ Bucket, Key, Body, ContentLength: SIZE, ...sse }));
  const get = await s3Request(new GetObjectCommand({ Bucket, Key }));
  close();
  return { put, get };
}

async function ranges(bench: Bench, waxseal: Peer): Promise<void> {
  const { s3, s3Request, close } = clientsOf(waxseal);
  const { put } = await prepare(waxseal, true);
  await transfer(waxseal, put, SIZE);
  await s3.send(new PutObjectCommand({ Bucket, Key: 'small', Body: Buffer.alloc(RANGE, 'x') }));
  // Off the frames' grid, so that it touches two of them.
  const start = 200 * MIB + 12_345;
  const Range = `bytes=${start}-${start + RANGE - 1}`;
  const whole = await s3Request(new GetObjectCommand({ Bucket, Key: 'small' }));
  const range = await s3Request(new GetObjectCommand({ Bucket, Key: 'kms', Range }));
  close();
  const sample = await compare({ whole: [waxseal, whole], range: [waxseal, range] }, bench.rounds, 1);
  const what = '64 KiB out of 256 MiB / a GET of 64 KiB';
  const goal = 'S6';
  const cpu = sample.range.cpuMicros / sample.whole.cpuMicros;
  const wall = sample.range.p50Ms / sample.whole.p50Ms;
  bench.report({ goal, what: `${what}: CPU`, measured: cpu, unit: 'x', atMost: 2 });
  bench.report({ goal, what: `${what}: median time`, measured: wall, unit: 'x', atMost: 2 });
}
