// K1, K2, S1, S2: what one small request costs, beside a Fastify handler that does nothing, moto and s3rver.
import {
  CreateKeyCommand,
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
} from '@aws-sdk/client-kms';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { BARE_REQUEST, compare, type Prepared } from './load.ts';
import { type Peer, startBare, startMoto, startS3rver, startWaxseal, whileRunning } from './peers.ts';
import type { Finding } from './report.ts';
import { clientsOf } from './requests.ts';
import type { Bench, Suite } from './suite.ts';

interface Wanted {
  readonly goal: string;
  readonly floor: number;
  readonly moto?: number;
  readonly s3rver?: number;
}

const CASES = {
  'K1 Encrypt': { goal: 'K2', floor: 4, moto: 30 },
  'K1 GenerateDataKey': { goal: 'K2', floor: 4, moto: 30 },
  'K1 Decrypt': { goal: 'K2', floor: 4, moto: 30 },
  'S1 PUT 1 KiB SSE-KMS': { goal: 'S1', floor: 5, moto: 30, s3rver: 12 },
  'S2 GET 1 KiB SSE-KMS': { goal: 'S2', floor: 4.5, moto: 25 },
  'S1 PUT 1 KiB SSE-S3': { goal: 'S1', floor: 5, moto: 30, s3rver: 12 },
  'S2 GET 1 KiB SSE-S3': { goal: 'S2', floor: 4.5, moto: 25 },
} satisfies Record<string, Wanted>;
type Case = keyof typeof CASES;

const Bucket = 'bench';
const KIB = Buffer.alloc(1024, 'k');
const EncryptionContext = { purpose: 'bench', tenant: '42' };

export const smallRequests: Suite = {
  name: 'small requests',
  cases: Object.keys(CASES),
  run: (bench) =>
    whileRunning(
      {
        bare: startBare(),
        waxseal: startWaxseal({}, bench.server),
        before: bench.before === undefined ? undefined : startWaxseal({}, bench.before),
        moto: startMoto(),
        s3rver: startS3rver(bench.s3rver),
      },
      (peers) => measure(bench, peers),
    ),
};

async function measure(
  bench: Bench,
  { bare, ...servers }: { readonly bare: Peer } & Readonly<Record<string, Peer | undefined>>,
): Promise<void> {
  const requests = new Map<string, [Peer, Awaited<ReturnType<typeof prepare>>]>();
  for (const [name, peer] of Object.entries(servers)) {
    if (peer) requests.set(name, [peer, await prepare(peer)]);
  }
  for (const [name, wanted] of Object.entries(CASES) as [Case, Wanted][]) {
    if (!bench.wants(name)) continue;
    const sides: Record<string, readonly [Peer, Prepared]> = { bare: [bare, BARE_REQUEST] };
    for (const [server, [peer, cases]] of requests) {
      const request = cases[name];
      if (request) sides[server] = [peer, request];
    }
    const sample = await compare(sides, bench.rounds);
    const cpu = (server: string) => sample[server]?.cpuMicros ?? Number.NaN;
    const rate = (server: string) => sample[server]?.perSecond ?? Number.NaN;
    const say = (finding: Omit<Finding, 'goal' | 'unit'>) =>
      bench.report({ goal: wanted.goal, unit: 'x', ...finding, what: `${name.slice(3)}: ${finding.what}` });
    say({ what: 'CPU / bare handler', measured: cpu('waxseal') / cpu('bare'), atMost: wanted.floor });
    if (sample.before) say({ what: 'CPU / before', measured: cpu('waxseal') / cpu('before') });
    for (const peer of ['moto', 's3rver'] as const) {
      if (!sample[peer]) continue;
      say({ what: `rate / ${peer}`, measured: rate('waxseal') / rate(peer), atLeast: wanted[peer] });
    }
    for (const [server, { failed }] of Object.entries(sample)) {
      const what = `${name.slice(3)}: not 2xx of ${server}`;
      if (failed > 0) bench.report({ goal: wanted.goal, what, measured: failed * 100, unit: '%' });
    }
  }
}

/** Creates a key, a bucket and its objects on the server, then prepares each case's request. */
async function prepare(peer: Peer): Promise<Partial<Record<Case, Prepared>>> {
  const { kms, s3, kmsRequest, s3Request, close } = clientsOf(peer);
  const KeyId = peer.hasKms ? (await kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn : undefined;
  const sse = KeyId === undefined ? {} : ({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId } as const);
  await s3.send(new CreateBucketCommand({ Bucket }));
  const putKms = new PutObjectCommand({ Bucket, Key: 'kms', Body: KIB, ...sse });
  const putPlain = new PutObjectCommand({ Bucket, Key: 'plain', Body: KIB });
  await s3.send(putKms);
  await s3.send(putPlain);
  const objects = {
    'S1 PUT 1 KiB SSE-KMS': await s3Request(putKms),
    'S2 GET 1 KiB SSE-KMS': await s3Request(new GetObjectCommand({ Bucket, Key: 'kms' })),
    'S1 PUT 1 KiB SSE-S3': await s3Request(putPlain),
    'S2 GET 1 KiB SSE-S3': await s3Request(new GetObjectCommand({ Bucket, Key: 'plain' })),
  };
  if (KeyId === undefined) return objects;
  const encrypt = new EncryptCommand({ KeyId, Plaintext: Buffer.alloc(32, 1), EncryptionContext });
  const { CiphertextBlob } = await kms.send(encrypt);
  const keys = {
    'K1 Encrypt': await kmsRequest(encrypt),
    'K1 GenerateDataKey': await kmsRequest(
      new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext }),
    ),
    'K1 Decrypt': await kmsRequest(new DecryptCommand({ CiphertextBlob, EncryptionContext })),
  };
  close();
  return { ...keys, ...objects };
}
