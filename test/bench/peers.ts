// The servers that are measured side by side: waxseal, moto, s3rver, and handlers that do nothing.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';

export interface Peer {
  readonly name: string;
  readonly url: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly hasKms: boolean;
  /** From spawn to the first answer, in milliseconds of the process's own CPU. */
  readonly startCpuMs: number;
  cpuMs(): number;
  residentMiB(): number;
  /** The most it ever held. */
  peakMiB(): number;
  stop(): Promise<void>;
}

const CLOCK_TICK_MS = 1000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
export const local = (path: string) => fileURLToPath(new URL(path, import.meta.url));
export const DIST = local('../../dist/main.js');
const TEST = { accessKeyId: 'test', secretAccessKey: 'test' };

export const hasMoto = (): boolean => {
  try {
    execFileSync('python3', ['-c', 'import moto.server'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** Where it is set, every process of Node reads the machine's certificates when it starts, for longer than all else. */
const { NODE_EXTRA_CA_CERTS: _, ...ENVIRONMENT } = process.env;

/** @param nodeFlags of Node itself (`--import`). */
export const startWaxseal = (
  environment: Readonly<Record<string, string>> = {},
  main = DIST,
  nodeFlags: readonly string[] = [],
): Promise<Peer> =>
  start({ name: 'waxseal', path: '/_waxseal/health' }, (port) =>
    spawn(process.execPath, [...nodeFlags, main], {
      env: { ...ENVIRONMENT, WAXSEAL_PORT: String(port), WAXSEAL_SMTP_PORT: '0', ...environment },
      stdio: 'ignore',
    }),
  );

export const startBare = (): Promise<Peer> => startScript('bare.mjs');
export const startBareHttp = (): Promise<Peer> => startScript('bare-http.mjs');
export const startBareAws = (): Promise<Peer> => startScript('bare-aws.mjs');
export const startLeast = (): Promise<Peer> => startScript('bare-start.mjs');
export const startLibrary = (): Promise<Peer> => startScript('library.mjs', '/_waxseal/health');
const startScript = (script: string, path = '/') =>
  start({ name: script, path }, (port) =>
    spawn(process.execPath, [local(script), String(port)], { env: ENVIRONMENT, stdio: 'ignore' }),
  );

/** Undefined where it is not installed. */
export async function startMoto(): Promise<Peer | undefined> {
  if (!hasMoto()) return undefined;
  return start({ name: 'moto', path: '/moto-api/data.json' }, (port) =>
    spawn('python3', ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' }),
  );
}

/** @param folder where the package lies; undefined: no such peer. */
export async function startS3rver(folder: string | undefined): Promise<Peer | undefined> {
  if (folder === undefined) return undefined;
  const data = mkdtempSync(join(tmpdir(), 's3rver-'));
  const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
  const peer = await start({ name: 's3rver', path: '/', credentials, hasKms: false }, (port) =>
    spawn(
      process.execPath,
      [join(folder, 'bin/s3rver.js'), '-s', '-d', data, '-a', '127.0.0.1', '-p', String(port)],
      { env: ENVIRONMENT, stdio: 'ignore' },
    ),
  );
  return {
    ...peer,
    async stop() {
      await peer.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Whatever happens, nothing is left running. */
export async function whileRunning<Peers extends Record<string, Promise<Peer | undefined> | undefined>>(
  starting: Peers,
  work: (peers: { [Name in keyof Peers]: Awaited<Peers[Name]> }) => Promise<void>,
): Promise<void> {
  const settled = await Promise.allSettled(Object.values(starting));
  const running = settled.map((each) => (each.status === 'fulfilled' ? each.value : undefined));
  try {
    for (const each of settled) if (each.status === 'rejected') throw each.reason;
    const names = Object.keys(starting);
    await work(Object.fromEntries(names.map((name, index) => [name, running[index]])) as never);
  } finally {
    for (const peer of running) await peer?.stop();
  }
}

async function start(
  about: Pick<Peer, 'name'> & Partial<Pick<Peer, 'credentials' | 'hasKms'>> & { readonly path: string },
  launch: (port: number) => ChildProcess,
): Promise<Peer> {
  const { name, path, credentials = TEST, hasKms = true } = about;
  const port = await freePort();
  const child = launch(port);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${name} did not start`);
  const url = `http://127.0.0.1:${port}`;
  await firstAnswer(`${url}${path}`, child);
  const memory = (field: string) =>
    Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  return {
    name,
    url,
    credentials,
    hasKms,
    startCpuMs: fineCpuMs(pid),
    cpuMs: () => cpuMs(pid),
    residentMiB: () => memory('VmRSS'),
    peakMiB: () => memory('VmHWM'),
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

/** utime + stime of the process. */
export function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * CLOCK_TICK_MS;
}

/** The same of the threads that still run, but finer than the clock's ticks: a start is a few of them. */
function fineCpuMs(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}/schedstat`);
  return threads.reduce((sum, path) => sum + Number.parseInt(readFileSync(path, 'utf8'), 10) / 1e6, 0);
}

async function firstAnswer(url: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`${child.spawnargs.join(' ')} ended with ${child.exitCode}`);
    try {
      const { body } = await request(url);
      await body.dump();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
  throw new Error(`${url} did not answer`);
}

export const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
