// The servers that are measured side by side: waxseal, moto, and a Fastify handler that does nothing.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';

export interface Peer {
  readonly name: string;
  readonly url: string;
  /** From spawn to the first answer, in milliseconds of the process's own CPU. */
  readonly startCpuMs: number;
  cpuMs(): number;
  residentMiB(): number;
  stop(): Promise<void>;
}

const CLOCK_TICK_MS = 1000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
const local = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export const hasMoto = (): boolean => {
  try {
    execFileSync('python3', ['-c', 'import moto.server'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

export const startWaxseal = (environment: Record<string, string> = {}) =>
  start('waxseal', '/_waxseal/health', (port) =>
    spawn(process.execPath, [local('../../dist/main.js')], {
      env: { ...process.env, WAXSEAL_PORT: String(port), WAXSEAL_SMTP_PORT: '0', ...environment },
      stdio: 'ignore',
    }),
  );
export const startMoto = () =>
  start('moto', '/moto-api/data.json', (port) =>
    spawn('python3', ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' }),
  );
export const startBare = () =>
  start('bare', '/', (port) =>
    spawn(process.execPath, [local('bare.mjs'), String(port)], { stdio: 'ignore' }),
  );

async function start(name: string, path: string, launch: (port: number) => ChildProcess): Promise<Peer> {
  const port = await freePort();
  const child = launch(port);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${name} did not start`);
  const url = `http://127.0.0.1:${port}`;
  await firstAnswer(`${url}${path}`, child);
  return {
    name,
    url,
    startCpuMs: cpuMs(pid),
    cpuMs: () => cpuMs(pid),
    residentMiB: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

/** utime + stime of the process. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * CLOCK_TICK_MS;
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

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
