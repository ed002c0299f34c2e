// E1: 200 SMTP sessions that send 1 MiB at once neither hold up the event loop nor a client of KMS.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateKeyCommand, GenerateDataKeyCommand } from '@aws-sdk/client-kms';
import { load, median } from './load.ts';
import { mailOf, sealEverything } from './mail-rule.ts';
import { freePort, local, startWaxseal } from './peers.ts';
import { clientsOf } from './requests.ts';
import { loadMail } from './smtp-load.ts';
import type { Bench, Suite } from './suite.ts';

const NAME = 'E1 KMS beside mails';
const SESSIONS = 200;
const OCTETS = 1024 * 1024;

export const besideMails: Suite = { name: 'beside mails', cases: [NAME], run: measure };

async function measure(bench: Bench): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'beside-mails-'));
  const file = join(folder, 'longest');
  writeFileSync(file, '0');
  const smtpPort = await freePort();
  const hook = `--import=file://${local('loop-delay.mjs')}?${encodeURIComponent(file)}`;
  const environment = { WAXSEAL_SMTP_PORT: String(smtpPort), WAXSEAL_DATA_DIR: join(folder, 'data') };
  const peer = await startWaxseal(environment, bench.server, [hook]);
  const { kms, kmsRequest, close } = clientsOf(peer);
  try {
    await sealEverything(peer.url);
    const KeyId = (await kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn;
    const generate = await kmsRequest(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
    const mails = { smtpPort, cpuMs: peer.cpuMs, settled: async () => {} };
    const send = (sessions: number) => loadMail(mails, mailOf(OCTETS), sessions, 3_000);
    await send(16);
    await load(peer, generate, 3_000, 1);
    writeFileSync(file, '0');
    const idle: number[] = [];
    const busy: number[] = [];
    for (let round = 0; round < bench.rounds; round += 1) {
      idle.push((await load(peer, generate, 2_000, 1)).p99Ms);
      const sending = send(SESSIONS);
      busy.push((await load(peer, generate, 2_000, 1)).p99Ms);
      await sending;
    }
    const block = Number(readFileSync(file, 'utf8'));
    const p99 = median(busy) / median(idle);
    const what = `${SESSIONS} mails of 1 MiB at once`;
    bench.report({ goal: 'E1', what: `${what}: longest block`, measured: block, unit: 'ms', atMost: 50 });
    bench.report({ goal: 'E1', what: `${what}: KMS p99 / idle`, measured: p99, unit: 'x' });
  } finally {
    close();
    await peer.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
