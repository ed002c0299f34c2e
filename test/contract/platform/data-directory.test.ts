// What a data directory must be before anything is served from it, told to the person who starts the server.
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startServer } from '../../../src/index.ts';
import { DataDirectoryError } from '../../../src/platform/database.ts';

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

  it('that is a file, or holds something else than a database, is refused with a sentence', async () => {
    const file = join(dataDir, 'file');
    await writeFile(file, 'x');
    expect(await refusal(start({ dataDir: file }))).toMatch(/data directory cannot be used: EEXIST/);
    await writeFile(join(dataDir, 'waxseal.sqlite'), 'no database at all '.repeat(100));
    expect(await refusal(start({ masterKey: key(1) }))).toMatch(
      /waxseal.sqlite cannot be used: file is not a database/,
    );
  });
});
