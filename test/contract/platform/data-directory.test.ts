// What a data directory must be before anything is served from it, told to the person who starts the server.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startServer } from '../../../src/index.ts';
import { DataDirectoryError } from '../../../src/platform/database.ts';
import { startProcess, UNPRIVILEGED } from '../../support/process.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'waxseal-directory-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const start = (given: { dataDir?: string; masterKey?: string } = {}) =>
  startServer({ logLevel: 'silent', dataDir, ...given });
const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');

async function refusal(attempt: ReturnType<typeof start>): Promise<string> {
  const error = await attempt.then(
    async (server) => {
      await server.close();
      return undefined;
    },
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DataDirectoryError);
  return (error as Error).message;
}

describe('a data directory', () => {
  it('opens again under the key it was written with, and lets go of it after a refusal', async () => {
    await (await start({ masterKey: key(1) })).close();
    expect(await refusal(start({ masterKey: key(2) }))).toMatch(/written under another master key/);
    await (await start({ masterKey: key(1) })).close();
  });

  it('whose master.key is lost or replaced is not served with a new one', async () => {
    await (await start()).close();
    await chmod(join(dataDir, 'master.key'), 0o600);
    await writeFile(join(dataDir, 'master.key'), Buffer.alloc(32, 9));
    expect(await refusal(start())).toMatch(/written under another master key/);
    await rm(join(dataDir, 'master.key'));
    expect(await refusal(start())).toMatch(/master.key is missing/);
    await writeFile(join(dataDir, 'master.key'), 'short');
    expect(await refusal(start())).toMatch(/must hold 32 bytes, it holds 5/);
  });

  it('keeps its key over a reset', async () => {
    const server = await start({ masterKey: key(1) });
    await server.reset();
    await server.close();
    expect(await refusal(start({ masterKey: key(2) }))).toMatch(/another master key/);
  });

  it('is made with the folders above it', async () => {
    const nested = join(dataDir, 'a/b/c');
    await (await start({ dataDir: nested })).close();
    expect(existsSync(join(nested, 'waxseal.sqlite'))).toBe(true);
  });

  it('that holds something else than a database is refused with a sentence', async () => {
    await writeFile(join(dataDir, 'waxseal.sqlite'), 'no database at all '.repeat(100));
    expect(await refusal(start({ masterKey: key(1) }))).toMatch(
      /waxseal.sqlite cannot be used: file is not a database/,
    );
  });

  it.each([
    ['a file', (folder: string) => writeFile(folder, 'x')],
    ['a pipe', async (folder: string) => execFileSync('mkfifo', [folder])],
  ])('that is %s, or lies in one, is refused with a sentence', async (_what, make) => {
    const folder = join(dataDir, 'no-folder');
    await make(folder);
    const words = `the data directory cannot be used: ${folder} is not a folder`;
    expect(await refusal(start({ dataDir: folder }))).toBe(words);
    expect(await refusal(start({ dataDir: join(folder, 'data') }))).toBe(words);
  });

  it.each(['master.key', 'waxseal.sqlite', 'waxseal.sqlite-wal'])(
    'with a pipe in the place of %s is refused with a sentence',
    async (name) => {
      execFileSync('mkfifo', [join(dataDir, name)]);
      expect(await refusal(start())).toMatch(`${name} cannot be used: it is not a file`);
    },
  );

  it.each(['blobs', 'events'])(
    'with a file in the place of its folder %s is refused, and free again',
    async (name) => {
      await writeFile(join(dataDir, name), '');
      expect(await refusal(start())).toMatch(`${join(dataDir, name)} is not a folder`);
      await rm(join(dataDir, name));
      await (await start()).close();
    },
  );

  it.skipIf(!existsSync('/proc/self'))(
    'on a file system that keeps no files is refused with a sentence',
    async () => {
      for (const folder of ['/proc/x', '/proc/x/y', '/proc', '/dev/null', '/dev/null/x']) {
        expect(await refusal(start({ dataDir: folder }))).toMatch(
          /^the data directory cannot be used: (?:E[A-Z]+: |\/dev\/null is not a folder$)/,
        );
      }
    },
  );

  it('that nobody may write to ends the process with one line and status 1', async () => {
    await mkdir(join(dataDir, 'data'), { mode: 0o500 });
    await chmod(dataDir, 0o755);
    const environment = { WAXSEAL_DATA_DIR: join(dataDir, 'data') };
    await expect(startProcess(environment, UNPRIVILEGED)).rejects.toThrow(
      /^the server ended with 1: waxseal: the data directory cannot be used: EACCES: [^\n]+\n$/,
    );
  });
});
