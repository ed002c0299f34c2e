// Many clients, slow clients, and the address in use: what the listener promises beside the protocol.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBlobStore } from '../../../src/platform/blob-store.ts';
import { MoveableClock } from '../../../src/platform/clock.ts';
import { openDatabase } from '../../../src/platform/database.ts';
import { createLog } from '../../../src/platform/log.ts';
import { openMasterKey } from '../../../src/platform/master-key.ts';
import type { Platform } from '../../../src/platform/platform.ts';
import { createRandom } from '../../../src/platform/random.ts';
import { noReserve } from '../../../src/platform/reserve.ts';
import { createSes, sesMigrations } from '../../../src/services/ses/index.ts';
import { RawSmtp } from './raw-smtp.ts';

const nobody = async () => {
  throw new Error('no rule stands, so nobody is called');
};
const ports = { putObject: nobody, generateDataKey: nobody, assumeRole: nobody };

let platform: Platform & { readonly clock: MoveableClock };
beforeAll(async () => {
  const random = createRandom();
  platform = {
    random,
    clock: new MoveableClock(),
    database: openDatabase({ file: ':memory:', migrations: sesMigrations, durability: 'normal' }),
    blobs: await openBlobStore({ folder: undefined, durability: 'normal', random }),
    masterKey: openMasterKey(undefined, undefined, random),
    log: createLog('silent'),
    makingRoom: noReserve,
  };
});
afterAll(async () => {
  await platform.clock.stop();
  platform.database.close();
  await platform.blobs.close();
});

async function receiveAll(ses: ReturnType<typeof createSes>, scope: never, identity: string): Promise<void> {
  const { identities, rules } = ses.service.deps;
  await identities.ensure(scope, { identity, kind: 'Domain', status: 'Success', token: '' });
  await rules.create(scope, 'set', 0, () => [
    { Name: 'all', Enabled: true, TlsPolicy: 'Optional', Actions: [], ScanEnabled: false },
  ]);
  await rules.activate(scope, 'set', () => {});
}

/** A byte now and then, until the server has something to say. */
async function trickle(client: RawSmtp): Promise<string> {
  const drops = setInterval(() => client.write('x'), 20);
  const reply = await client.reply();
  clearInterval(drops);
  client.close();
  return reply;
}

describe('the listener', () => {
  it('serves two hundred sessions at once and sends the next one away', async () => {
    const ses = createSes(platform, ports, {});
    const { port, close } = await ses.startSmtp({ host: '127.0.0.1', port: 0 });
    const clients = await Promise.all(Array.from({ length: 200 }, () => RawSmtp.open(port)));
    const replies = await Promise.all(clients.map((client) => client.command('NOOP')));
    expect(replies.every((reply) => reply.startsWith('250'))).toBe(true);
    const { greeting, client: late } = await RawSmtp.greeted(port);
    expect(greeting).toMatch(/^421 /);
    for (const client of [...clients, late]) client.close();
    await close();
  });

  it('sends a silent client away, in the middle of a message too, and keeps the others', async () => {
    const ses = createSes(platform, ports, { smtp: { timeout: 400 } });
    const { port, close } = await ses.startSmtp({ host: '127.0.0.1', port: 0 });
    const silent = await RawSmtp.open(port);
    expect(await silent.reply()).toBe('421 4.4.2 Timeout - closing connection');
    const client = await RawSmtp.open(port);
    expect(await client.command('NOOP')).toMatch(/^250/);
    client.close();
    silent.close();
    await close();
  });

  it('sends clients away that are never silent, but never done with a command or a message either', async () => {
    const ses = createSes(platform, ports, { smtp: { timeout: 300 } });
    const scope = { account: '111122223333', region: 'us-east-1' } as never;
    await receiveAll(ses, scope, 'slow.example');
    const { port, close } = await ses.startSmtp({ host: '127.0.0.1', port: 0 });
    const inCommand = await RawSmtp.open(port);
    const inMessage = await RawSmtp.open(port);
    expect(await inMessage.begin('ann@example.net', 'bob@slow.example')).toMatch(/^354/);
    for (const reply of await Promise.all([inCommand, inMessage].map(trickle))) {
      expect(reply).toBe('421 4.4.2 Error: Timeout - closing connection');
    }
    await close();
  });

  it('refuses to start where another one listens', async () => {
    const ses = createSes(platform, ports, {});
    const first = await ses.startSmtp({ host: '127.0.0.1', port: 0 });
    await expect(ses.startSmtp({ host: '127.0.0.1', port: first.port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await first.close();
  });

  it('offers no STARTTLS where the setting says so', async () => {
    const ses = createSes(platform, ports, { smtp: { starttls: false } });
    const { port, close } = await ses.startSmtp({ host: '127.0.0.1', port: 0 });
    const client = await RawSmtp.open(port);
    expect(await client.command('EHLO x')).not.toContain('STARTTLS');
    expect(await client.command('STARTTLS')).toMatch(/^5/);
    client.close();
    await close();
  });

  it('refuses a message over its size after it was sent without an announcement', async () => {
    const ses = createSes(platform, ports, { smtp: { size: 100_000 } });
    const scope = { account: '000000000000', region: 'us-east-1' } as never;
    await receiveAll(ses, scope, 'example.com');
    const { port, close } = await ses.startSmtp({ host: '127.0.0.1', port: 0 });
    const client = await RawSmtp.open(port);
    await client.begin('ann@example.net', 'bob@example.com');
    expect(await client.data(Buffer.alloc(600_000, 'x'))).toMatch(/^552 5\.3\.4 /);
    await client.begin('ann@example.net', 'bob@example.com');
    expect(await client.data(Buffer.from('S: x\r\n\r\n'))).toMatch(/^250/);
    expect(ses.mails()).toHaveLength(1);
    await expect(
      ses.deliver(Buffer.alloc(100_001), { from: 'a@b.c', to: ['bob@example.com'] }),
    ).rejects.toMatchObject({ responseCode: 552 });
    client.close();
    await close();
  });
});
