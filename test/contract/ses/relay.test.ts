// The outbound relay: what SES sends to those who are not received here goes out by SMTP, however often it takes.
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendEmailCommand, VerifyDomainIdentityCommand } from '@aws-sdk/client-ses';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { type RelayServer, startRelay } from './relay-server.ts';
import { createRule, receiveAt } from './rules.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Sent {
  readonly id: string;
  readonly deliveries: readonly Record<string, unknown>[];
}

let relay: RelayServer;
let aws: TestServer;
beforeAll(async () => {
  relay = await startRelay();
  aws = await startTestServer({ relayHost: '127.0.0.1', relayPort: relay.port, relayTls: 'off' });
  await receiveAt(aws.ses(), 'example.com');
  const BounceAction = {
    SmtpReplyCode: '550',
    StatusCode: '5.1.1',
    Message: 'No such mailbox',
    Sender: 'mailer@example.com',
  };
  const rule = {
    Name: 'bounce',
    Enabled: true,
    Recipients: ['gone@example.com'],
    Actions: [{ BounceAction }],
  };
  await createRule(aws.ses(), 'inbound', rule);
  await createRule(aws.ses(), 'inbound', {
    Name: 'in',
    Enabled: true,
    Recipients: ['in@example.com'],
    Actions: [],
  });
});
afterAll(async () => {
  await aws.close();
  await relay.close();
});
beforeEach(() => {
  relay.taken.length = 0;
  relay.refusals.clear();
});

async function send(server: TestServer, ...to: string[]): Promise<string> {
  const id = await answered(server, ...to);
  await server.idle();
  return id;
}
/** Without waiting for anybody's delivery. */
async function answered(server: TestServer, ...ToAddresses: string[]): Promise<string> {
  const { MessageId } = await server.ses().send(
    new SendEmailCommand({
      Source: 'ann@example.com',
      Destination: { ToAddresses },
      Message: { Subject: { Data: 'out' }, Body: { Text: { Data: '.leading dot\n' } } },
    }),
  );
  return MessageId ?? '';
}
async function deliveriesOf(server: TestServer, id: string) {
  const mails = (await (await fetch(`${server.url}/_waxseal/sent`)).json()) as Sent[];
  return mails.find((mail) => mail.id === id)?.deliveries;
}

describe('the relay', () => {
  it('is given the message for those who are not received here, and for nobody else', async () => {
    const id = await send(aws, 'bob@elsewhere.org', 'in@example.com', 'carl@elsewhere.org');
    expect(relay.taken).toHaveLength(1);
    expect(relay.taken[0]).toMatchObject({
      from: 'ann@example.com',
      to: ['bob@elsewhere.org', 'carl@elsewhere.org'],
    });
    expect(relay.taken[0]?.raw).toContain('\r\n\r\n.leading dot\r\n');
    const received = aws.receiving.mails().at(-1);
    expect(received?.envelope.to).toEqual(['in@example.com']);
    const relayed = { status: 'relayed', attempts: 1, reply: expect.stringMatching(/^250 /) };
    expect(await deliveriesOf(aws, id)).toEqual([
      { recipient: 'bob@elsewhere.org', ...relayed },
      { recipient: 'in@example.com', status: 'received', messageId: received?.messageId },
      { recipient: 'carl@elsewhere.org', ...relayed },
    ]);
  });

  it('is given a Bounce action’s notification under the null reverse-path', async () => {
    const raw = Buffer.from('From: eve@elsewhere.org\r\nSubject: hello\r\n\r\n');
    await aws.deliver(raw, { from: 'eve@elsewhere.org', to: ['gone@example.com'] });
    await aws.idle();
    expect(relay.taken).toMatchObject([{ from: '', to: ['eve@elsewhere.org'] }]);
    expect(relay.taken[0]?.raw).toContain('report-type=delivery-status');
    expect(relay.taken[0]?.raw).toContain('Diagnostic-Code: smtp; 550 No such mailbox');
  });

  it('is asked again, with growing pauses, for the one whom it deferred, and never for the others', async () => {
    relay.refusals.set('later@elsewhere.org', { code: 450, text: 'try again' });
    relay.refusals.set('never@elsewhere.org', { code: 550, text: 'no such user' });
    const id = await send(aws, 'now@elsewhere.org', 'later@elsewhere.org', 'never@elsewhere.org');
    expect(await deliveriesOf(aws, id)).toEqual([
      expect.objectContaining({ status: 'relayed' }),
      expect.objectContaining({ status: 'deferred', attempts: 1, reply: '450 try again' }),
      expect.objectContaining({ status: 'failed', attempts: 1, reply: '550 no such user' }),
    ]);
    relay.refusals.clear();
    aws.clock.advance(MINUTE);
    await aws.idle();
    expect(relay.taken.map(({ to }) => to)).toEqual([['now@elsewhere.org'], ['later@elsewhere.org']]);
    expect((await deliveriesOf(aws, id))?.[1]).toMatchObject({ status: 'relayed', attempts: 2 });
  });

  it('is given up after fourteen hours', async () => {
    relay.refusals.set('later@elsewhere.org', { code: 451, text: 'busy' });
    const id = await send(aws, 'later@elsewhere.org');
    for (let hours = 0; hours < 15; hours += 1) {
      aws.clock.advance(HOUR);
      await aws.idle();
    }
    const [delivery] = (await deliveriesOf(aws, id)) ?? [];
    expect(delivery).toMatchObject({ status: 'failed', reply: '451 busy' });
    expect(delivery?.attempts).toBeGreaterThan(10);
    relay.refusals.clear();
    aws.clock.advance(24 * HOUR);
    await aws.idle();
    expect(relay.taken).toEqual([]);
  });
});

describe('without a relay', () => {
  it('what nobody here receives is kept, and says why', async () => {
    await using alone = await startTestServer();
    await alone.ses().send(new VerifyDomainIdentityCommand({ Domain: 'example.com' }));
    const id = await send(alone, 'bob@elsewhere.org');
    expect(await deliveriesOf(alone, id)).toEqual([
      {
        recipient: 'bob@elsewhere.org',
        status: 'kept',
        reply: '550 5.1.1 Requested action not taken: mailbox unavailable',
      },
    ]);
  });
});

describe('a relay that is not there', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'waxseal-relay-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it('has its mail waiting for it, over a restart too', async () => {
    const gone = await startRelay();
    await gone.close();
    const options = { dataDir, relayHost: '127.0.0.1', relayPort: gone.port, relayTls: 'off' } as const;
    const first = await startTestServer(options);
    await first.ses().send(new VerifyDomainIdentityCommand({ Domain: 'example.com' }));
    const id = await send(first, 'bob@elsewhere.org');
    expect(await deliveriesOf(first, id)).toMatchObject([{ status: 'deferred', attempts: 1 }]);
    await first.close();

    const back = await startRelay({}, gone.port);
    await using second = await startTestServer(options);
    second.clock.advance(MINUTE);
    await second.idle();
    expect(back.taken).toMatchObject([{ to: ['bob@elsewhere.org'] }]);
    expect(await deliveriesOf(second, id)).toMatchObject([{ status: 'relayed', attempts: 2 }]);
    await back.close();
  });
});

describe('a relay that never answers', () => {
  it('holds no shutdown up, and its mail waits in the data directory', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const dataDir = await mkdtemp(join(tmpdir(), 'waxseal-relay-'));
    const options = { dataDir, relayHost: '127.0.0.1', relayPort: port, relayTls: 'off' } as const;
    const first = await startTestServer(options);
    await first.ses().send(new VerifyDomainIdentityCommand({ Domain: 'example.com' }));
    const spoken = new Promise((resolve) => silent.once('connection', resolve));
    const id = await answered(first, 'bob@elsewhere.org');
    await spoken;
    await first.close();
    silent.close();

    const back = await startRelay({}, port);
    await using second = await startTestServer(options);
    second.clock.advance(MINUTE);
    await second.idle();
    expect(await deliveriesOf(second, id)).toMatchObject([{ status: 'relayed' }]);
    await back.close();
    await rm(dataDir, { recursive: true, force: true });
  });
});

describe('a relay that wants to know who sends', () => {
  const PASSWORD = 'correct horse battery';
  const onAuth: NonNullable<Parameters<typeof startRelay>[0]>['onAuth'] = (auth, _session, callback) => {
    if (auth.username !== 'ann' || auth.password !== PASSWORD) callback(new Error('who are you?'));
    else callback(null, { user: auth.username });
  };
  const strict = () => startRelay({ authOptional: false, allowInsecureAuth: true, onAuth });

  it('is told user and password; a wrong one only defers, and is shown nowhere', async () => {
    const guarded = await strict();
    const options = {
      relayHost: '127.0.0.1',
      relayPort: guarded.port,
      relayTls: 'off',
      relayUser: 'ann',
    } as const;
    await using wrong = await startTestServer({ ...options, relayPassword: 'not this secret' });
    await wrong.ses().send(new VerifyDomainIdentityCommand({ Domain: 'example.com' }));
    const id = await send(wrong, 'bob@elsewhere.org');
    const deliveries = await deliveriesOf(wrong, id);
    expect(deliveries).toMatchObject([{ status: 'deferred', attempts: 1 }]);
    expect(JSON.stringify(deliveries)).not.toContain('not this secret');

    await using right = await startTestServer({ ...options, relayPassword: PASSWORD });
    await right.ses().send(new VerifyDomainIdentityCommand({ Domain: 'example.com' }));
    await send(right, 'bob@elsewhere.org');
    expect(guarded.taken).toMatchObject([{ user: 'ann', to: ['bob@elsewhere.org'] }]);
    await guarded.close();
  });

  it('with `starttls` gets nothing in the clear, and nothing over a certificate that nobody vouches for', async () => {
    const clear = await startRelay({ disabledCommands: ['STARTTLS'] });
    const selfSigned = await startRelay();
    for (const { port, taken } of [clear, selfSigned]) {
      await using careful = await startTestServer({
        relayHost: '127.0.0.1',
        relayPort: port,
        relayTls: 'starttls',
      });
      await careful.ses().send(new VerifyDomainIdentityCommand({ Domain: 'example.com' }));
      const id = await send(careful, 'bob@elsewhere.org');
      expect(await deliveriesOf(careful, id)).toMatchObject([{ status: 'deferred' }]);
      expect(taken).toEqual([]);
    }
    await clear.close();
    await selfSigned.close();
  });
});
