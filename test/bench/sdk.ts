// U1: what a test suite feels, one call of the AWS SDK after the other, and how much of it is the server's.
import { CreateKeyCommand, GenerateDataKeyCommand } from '@aws-sdk/client-kms';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { median } from './load.ts';
import { type Peer, startBareAws, startMoto, startWaxseal, whileRunning } from './peers.ts';
import { clientsOf } from './requests.ts';
import type { Bench, Suite } from './suite.ts';

const CALLS = 300;
const Bucket = 'sdk';

interface Timed {
  readonly p50Ms: number;
  readonly cpuMs: number;
}
type Call = () => Promise<unknown>;

export const sdk: Suite = {
  name: 'sdk',
  cases: ['U1 SDK'],
  run: (bench) =>
    whileRunning(
      { waxseal: startWaxseal({}, bench.server), bare: startBareAws(), moto: startMoto() },
      (peers) => measure(bench, peers),
    ),
};

interface Peers {
  readonly waxseal: Peer;
  /** Answers without a look at what it was asked. */
  readonly bare: Peer;
  readonly moto: Peer | undefined;
}

async function measure(bench: Bench, peers: Peers): Promise<void> {
  const calls = { waxseal: await callsOf(peers.waxseal), bare: await callsOf(peers.bare) };
  const theirs = peers.moto && (await callsOf(peers.moto));
  for (const [name, call] of Object.entries(calls.waxseal)) {
    const timings = { waxseal: [] as Timed[], bare: [] as Timed[], moto: [] as Timed[] };
    const bareCall = calls.bare[name] ?? call;
    await timed(peers.waxseal, call);
    await timed(peers.bare, bareCall);
    for (let round = 0; round < bench.rounds; round += 1) {
      timings.waxseal.push(await timed(peers.waxseal, call));
      timings.bare.push(await timed(peers.bare, bareCall));
      const other = theirs?.[name];
      if (peers.moto && other) timings.moto.push(await timed(peers.moto, other));
    }
    report(bench, `${name} by the SDK`, timings.waxseal, timings.moto, { fasterThanMoto: 5, share: 25 });
    report(bench, `${name} by the SDK, a bare Fastify handler`, timings.bare, timings.moto);
  }
}

function report(
  bench: Bench,
  what: string,
  mine: readonly Timed[],
  moto: readonly Timed[],
  goals?: { readonly fasterThanMoto: number; readonly share: number },
): void {
  const p50 = (of: readonly Timed[]) => median(of.map(({ p50Ms }) => p50Ms));
  if (moto.length > 0) {
    bench.report({
      goal: 'U1',
      what: `${what}: faster than moto`,
      measured: p50(moto) / p50(mine),
      unit: 'x',
      ...(goals && { atLeast: goals.fasterThanMoto }),
    });
  }
  bench.report({
    goal: 'U1',
    what: `${what}: the server's share`,
    measured: median(mine.map(({ p50Ms, cpuMs }) => cpuMs / p50Ms)) * 100,
    unit: '%',
    ...(goals && { atMost: goals.share }),
  });
}

async function callsOf(peer: Peer): Promise<Readonly<Record<string, Call>>> {
  const { kms, s3 } = clientsOf(peer);
  const KeyId = (await kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn;
  await s3.send(new CreateBucketCommand({ Bucket }));
  const Body = Buffer.alloc(1024, 'k');
  const sse = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId } as const;
  return {
    GenerateDataKey: () => kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' })),
    PutObject: () => s3.send(new PutObjectCommand({ Bucket, Key: 'key', Body, ...sse })),
    GetObject: async () =>
      (await s3.send(new GetObjectCommand({ Bucket, Key: 'key' }))).Body?.transformToByteArray(),
  };
}

async function timed(peer: Peer, call: Call): Promise<Timed> {
  const took: number[] = [];
  const cpu = peer.cpuMs();
  for (let index = 0; index < CALLS; index += 1) {
    const begin = performance.now();
    await call();
    took.push(performance.now() - begin);
  }
  return { p50Ms: median(took), cpuMs: (peer.cpuMs() - cpu) / CALLS };
}
