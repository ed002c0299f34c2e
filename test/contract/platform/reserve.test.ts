// What is kept of a disk for deletes: taken whole where it can be, and not tried for in vain at each of them.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../src/platform/database.ts';
import { createRandom } from '../../../src/platform/random.ts';
import { openReserve } from '../../../src/platform/reserve.ts';
import { mountSmallDisk } from '../../support/small-disk.ts';

const MIB = 1024 ** 2;
const disk = mountSmallDisk(24);
const file = join(disk?.folder ?? '', 'reserve');
const heldNow = () => statSync(file).size;

let database: Database | undefined;
beforeAll(() => {
  if (!disk) return;
  database = openDatabase({ file: join(disk.folder, 'rows.sqlite'), migrations: [], durability: 'normal' });
});
afterAll(() => {
  database?.close();
  disk?.remove();
});

describe.skipIf(!disk)('the reserve of a disk (needs leave to mount a tmpfs)', () => {
  it('that found too little room is completed when there is more, and tried for no sooner', async () => {
    if (!disk || !database) return;
    const real = createRandom();
    let tries = 0;
    const random = {
      ...real,
      bytes(length: number) {
        tries += 1;
        return real.bytes(length);
      },
    };
    const makeRoom = disk.fillUp(MIB / 2);
    const makingRoom = openReserve({ file, database, random });
    expect(tries).toBe(1);
    expect(heldNow()).toBe(MIB / 2);
    for (let writes = 0; writes < 5; writes += 1) expect(await makingRoom(async () => writes)).toBe(writes);
    expect(tries).toBe(1);

    makeRoom();
    await makingRoom(async () => {});
    expect(heldNow()).toBe(8 * MIB);
    expect(tries).toBe(2);
  });

  it('is let go for a write that finds the disk full, and is whole again afterwards', async () => {
    if (!disk || !database) return;
    const makingRoom = openReserve({ file, database, random: createRandom() });
    const makeRoom = disk.fillUp();
    const held: number[] = [];
    const written = await makingRoom(async () => {
      held.push(heldNow());
      if (held.length === 1) throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
      return 'written';
    });
    expect(written).toBe('written');
    expect(held).toEqual([8 * MIB, 0]);
    expect(heldNow()).toBe(8 * MIB);
    makeRoom();
  });
});
