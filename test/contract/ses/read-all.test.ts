import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readAll } from '../../../src/services/ses/receiving/read-all.ts';

describe('a message read to its end', () => {
  it('ends when its last piece is put away', async () => {
    const stream = new PassThrough();
    const log: string[] = [];
    let put = () => {};
    const done = readAll(stream, (piece) => {
      log.push(`began ${piece}`);
      return new Promise<void>((resolve) => {
        put = () => {
          log.push(`put ${piece}`);
          resolve();
        };
      });
    }).then(() => log.push('done'));
    const ended = new Promise((resolve) => stream.once('end', resolve));
    stream.end('one');
    await ended;
    await new Promise(setImmediate);
    expect(log).toEqual(['began one']);
    put();
    await done;
    expect(log).toEqual(['began one', 'put one', 'done']);
  });

  it('gives one piece at a time', async () => {
    const stream = new PassThrough();
    let most = 0;
    let under = 0;
    const done = readAll(stream, async () => {
      under += 1;
      most = Math.max(most, under);
      await new Promise(setImmediate);
      under -= 1;
    });
    for (let n = 0; n < 5; n += 1) stream.write('x');
    stream.end('y');
    await done;
    expect(most).toBe(1);
  });

  it('is read on after a failure, and the failure is told', async () => {
    const stream = new PassThrough();
    const ended = new Promise((resolve) => stream.once('end', resolve));
    const taken: string[] = [];
    const done = readAll(stream, async (piece) => {
      taken.push(String(piece));
      throw new Error('the disk is full');
    });
    stream.write('one');
    stream.write('two');
    stream.end();
    await expect(done).rejects.toThrow('the disk is full');
    await ended;
    expect(taken).toEqual(['one']);
  });
});
