// The load generator in C, where it is installed: one in JavaScript costs as much CPU as the server it loads,
// and on two shared cores that is what would be measured.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Prepared } from './load.ts';

export interface WrkResult {
  readonly answered: number;
  readonly failed: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

let there: boolean | undefined;
export function hasWrk(): boolean {
  if (there === undefined) {
    try {
      execFileSync('which', ['wrk'], { stdio: 'ignore' });
      there = true;
    } catch {
      there = false;
    }
  }
  return there;
}

/** Stands in a path for a number that grows with every request. */
export const COUNTER = 'number-of-the-request';

/** Sends the one request over and over; without a COUNTER it is formatted once, so that wrk only copies bytes. */
export async function wrk(
  url: string,
  prepared: Prepared,
  milliseconds: number,
  connections: number,
): Promise<WrkResult> {
  const folder = mkdtempSync(join(tmpdir(), 'wrk-'));
  const script = join(folder, 'request.lua');
  writeFileSync(script, luaOf(prepared));
  try {
    const seconds = Math.max(1, Math.round(milliseconds / 1000));
    const output = await outputOf('wrk', [
      ...['-t', '1', '-c', String(connections), '-d', `${seconds}s`, '--timeout', '30s', '-s', script],
      url,
    ]);
    const result = /^RESULT (.*)$/m.exec(output)?.[1];
    if (result === undefined) throw new Error(`wrk told nothing: ${output}`);
    return JSON.parse(result) as WrkResult;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const outputOf = (command: string, argv: readonly string[]) =>
  new Promise<string>((resolve, reject) => {
    const child = spawn(command, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    child.once('error', reject).once('close', () => resolve(text));
  });

function luaOf({ method, path, headers, body }: Prepared): string {
  // These two wrk writes itself.
  const own = Object.entries(headers).filter(([name]) => !/^(?:host|content-length)$/i.test(name));
  const table = own.map(([name, value]) => `[${quoted(name)}] = ${quoted(value)}`).join(', ');
  const [before = '', ...behind] = path.split(COUNTER);
  const counted = behind.map((piece) => ` .. number .. ${quoted(piece)}`).join('');
  const format = `wrk.format(${quoted(method)}, ${quoted(before)}${counted}, headers, ${body ? quoted(body) : 'nil'})`;
  return `
local headers = { ${table} }
local number = 0
local text
init = function() text = ${format} end
request = function()
  ${behind.length > 0 ? `number = number + 1; text = ${format}` : ''}
  return text
end
done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    'RESULT {"answered": %d, "failed": %d, "seconds": %f, "p50Ms": %f, "p99Ms": %f}\\n',
    summary.requests, errors.status + errors.read + errors.timeout, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
`;
}

/** Every byte outside plain text as a decimal escape. */
const quoted = (value: string | Buffer): string =>
  `"${Buffer.from(value as string)
    .toString('latin1')
    .replace(/[^ !#-[\]-~]/g, (byte) => `\\${String(byte.charCodeAt(0)).padStart(3, '0')}`)}"`;
