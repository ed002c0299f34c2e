// M1: mails taken over SMTP and sealed into S3, beside the bare smtp-server library that discards them, and beside the
// same library with nothing but the ciphers, digests and rows that no server could leave out.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { CONNECTIONS, median, type Sample } from './load.ts';
import { mailOf, sealEverything } from './mail-rule.ts';
import { cpuMs, freePort, local, startWaxseal } from './peers.ts';
import { loadMail, type MailPeer } from './smtp-load.ts';
import type { Bench, Suite } from './suite.ts';

interface Case {
  readonly octets: number;
  /** Whether a 250 outlives the process. */
  readonly onDisk: boolean;
}
const CASES: Readonly<Record<string, Case>> = {
  'M1 mail of 10 KiB': { octets: 10 * 1024, onDisk: false },
  'M1 mail of 10 KiB, data directory': { octets: 10 * 1024, onDisk: true },
  'M1 mail of 1 MiB': { octets: 1024 * 1024, onDisk: false },
  'M1 mail of 1 MiB, data directory': { octets: 1024 * 1024, onDisk: true },
};
const GOAL = 0.6;
const WARM_MS = 5_000;

export const mail: Suite = {
  name: 'mail',
  cases: Object.keys(CASES),
  async run(bench) {
    const bare = await startScript('bare-smtp.mjs');
    try {
      for (const [name, each] of Object.entries(CASES)) {
        if (bench.wants(name)) await measure(bench, name, each, bare);
      }
    } finally {
      bare.kill();
    }
  },
};

async function measure(bench: Bench, name: string, { octets, onDisk }: Case, bare: MailPeer): Promise<void> {
  const smtpPort = await freePort();
  const folder = onDisk ? mkdtempSync(join(tmpdir(), 'waxseal-bench-')) : undefined;
  const waxseal = await startWaxseal(
    { WAXSEAL_SMTP_PORT: String(smtpPort), ...(folder && { WAXSEAL_DATA_DIR: folder }) },
    bench.server,
  );
  const leastFolder = mkdtempSync(join(tmpdir(), 'waxseal-bench-'));
  const database = onDisk ? join(leastFolder, 'db') : ':memory:';
  const least = await startScript('sealing-smtp.mjs', leastFolder, database);
  try {
    await sealEverything(waxseal.url);
    // A mail counts when it lies sealed in its bucket, not when SMTP has taken it.
    const settled = async () => {
      const { body } = await request(`${waxseal.url}/_waxseal/mail/wait`, { method: 'POST' });
      await body.dump();
    };
    const ours = { smtpPort, cpuMs: waxseal.cpuMs, settled };
    const { rate, cpu, failed, leastRate } = await compare(
      { ours, bare, least },
      mailOf(octets),
      bench.rounds,
    );
    bench.report({
      goal: 'M1',
      what: `${name}: rate / bare library`,
      measured: rate,
      unit: 'x',
      atLeast: GOAL,
    });
    bench.report({ goal: 'M1', what: `${name}: CPU / bare library`, measured: cpu, unit: 'x' });
    const what = `${name}: rate of library, ciphers and SQLite alone / bare library`;
    bench.report({ goal: 'M1', what, measured: leastRate, unit: 'x' });
    if (failed > 0)
      bench.report({ goal: 'M1', what: `${name}: refused`, measured: failed * 100, unit: '%', atMost: 0 });
  } finally {
    least.kill();
    rmSync(leastFolder, { recursive: true, force: true });
    await waxseal.stop();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

type Who = 'ours' | 'bare' | 'least';

async function compare(peers: Readonly<Record<Who, MailPeer>>, message: Buffer, rounds: number) {
  const samples: Record<Who, Sample[]> = { ours: [], bare: [], least: [] };
  // Tens of times as much code as the library has to become warm.
  await loadMail(peers.ours, message, CONNECTIONS, WARM_MS);
  await loadMail(peers.bare, message, CONNECTIONS);
  await loadMail(peers.least, message, CONNECTIONS);
  for (let round = 0; round < rounds; round += 1) {
    for (const who of ['bare', 'ours', 'least'] as const) {
      samples[who].push(await loadMail(peers[who], message, CONNECTIONS));
    }
  }
  const ratio = (who: Who, of: 'perSecond' | 'cpuMicros') =>
    median(samples[who].map((each) => each[of])) / median(samples.bare.map((each) => each[of]));
  return {
    rate: ratio('ours', 'perSecond'),
    cpu: ratio('ours', 'cpuMicros'),
    leastRate: ratio('least', 'perSecond'),
    failed: Math.max(...samples.ours.map(({ failed }) => failed)),
  };
}

async function startScript(script: string, ...argv: string[]): Promise<MailPeer & { kill(): void }> {
  const smtpPort = await freePort();
  const child = spawn(process.execPath, [local(script), String(smtpPort), ...argv], { stdio: 'ignore' });
  while (!(await answers(smtpPort))) await new Promise((resolve) => setTimeout(resolve, 20));
  return {
    smtpPort,
    cpuMs: () => cpuMs(child.pid ?? 0),
    settled: async () => {},
    kill: () => child.kill('SIGKILL'),
  };
}

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
