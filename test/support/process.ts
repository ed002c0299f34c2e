// The product as a process of its own, for what only a process can show: signals, kill -9, flags.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const entry = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const MAIN = entry('../../src/main.ts');
/** Never runs as root. */
export const UNPRIVILEGED = entry('main-unprivileged.ts');

export interface ServerProcess {
  readonly child: ChildProcess;
  readonly url: string;
  readonly smtpPort: number;
  /** All that it wrote to stdout so far. */
  readonly output: () => string;
  /** Sends the signal and resolves with the exit code (null when the signal ended it). */
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

const READY = /AWS endpoint (\S+), SMTP smtp:\/\/[^:]+:(\d+)/;

/** Runs from the sources, on free ports. */
export async function startProcess(
  environment: Readonly<Record<string, string>> = {},
  main = MAIN,
): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    env: { ...process.env, WAXSEAL_PORT: '0', WAXSEAL_SMTP_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const ready = new Promise<RegExpExecArray>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      const line = READY.exec(stdout);
      if (line) resolve(line);
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${stderr}`)));
  });
  const [, url = '', smtpPort = ''] = await ready;
  return {
    child,
    url,
    smtpPort: Number(smtpPort),
    output: () => stdout,
    async stop(signal) {
      const exit = once(child, 'exit');
      child.kill(signal);
      const [code] = (await exit) as [number | null];
      return code;
    },
  };
}

/** Resolves when all background work that is due has been done. */
export async function settled({ url }: ServerProcess): Promise<void> {
  await fetch(`${url}/_waxseal/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
}
