// U1: what a test suite feels, one call of the AWS SDK after the other, and how much of it is the server's.
import { CreateKeyCommand, GenerateDataKeyCommand } from '@aws-sdk/client-kms';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { median } from './load.ts';
import { type Peer, startMoto, startWaxseal, whileRunning } from './peers.ts';
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
    whileRunning({ waxseal: startWaxseal({}, bench.server), moto: startMoto() }, (peers) =>
      measure(bench, peers),
    ),
};

async function measure(
  bench: Bench,
  { waxseal, moto }: { readonly waxseal: Peer; readonly moto: Peer | undefined },
): Promise<void> {
  const ours = await callsOf(waxseal);
  const theirs = moto && (await callsOf(moto));
  for (const [name, call] of Object.entries(ours)) {
    const mine: Timed[] = [];
    const others: Timed[] = [];
    await timed(waxseal, call);
    for (let round = 0; round < bench.rounds; round += 1) {
      mine.push(await timed(waxseal, call));
      const other = theirs?.[name];
      if (moto && other) others.push(await timed(moto, other));
    }
    const p50 = (of: readonly Timed[]) => median(of.map(({ p50Ms }) => p50Ms));
    const share = median(mine.map(({ p50Ms, cpuMs }) => cpuMs / p50Ms)) * 100;
    if (moto) {
      const measured = p50(others) / p50(mine);
      bench.report({
        goal: 'U1',
        what: `${name} by the SDK: faster than moto`,
        measured,
        unit: 'x',
        atLeast: 5,
      });
    }
    bench.report({
      goal: 'U1',
      what: `${name} by the SDK: the server's share`,
      measured: share,
      unit: '%',
      atMost: 25,
    });
  }
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
