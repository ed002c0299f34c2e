// Sends one mail over and over from several SMTP connections and reads what it cost the server.
import { connect, type Socket } from 'node:net';
import { ROUND_MS, type Sample } from './load.ts';

export interface MailPeer {
  readonly smtpPort: number;
  cpuMs(): number;
  /** Resolves when all that was taken is done with. */
  settled(): Promise<void>;
}

/** Each connection sends one mail after the other, one command at a time, as nodemailer's pool does. */
export async function loadMail(
  peer: MailPeer,
  mail: Buffer,
  connections: number,
  milliseconds = ROUND_MS,
): Promise<Sample> {
  const clients = await Promise.all(Array.from({ length: connections }, () => greeted(peer.smtpPort)));
  const message = Buffer.concat([mail, Buffer.from('.\r\n')]);
  let answered = 0;
  let failed = 0;
  const cpuBefore = peer.cpuMs();
  const begin = performance.now();
  const until = begin + milliseconds;
  const worker = async (client: Client) => {
    while (performance.now() < until) {
      await client.say('MAIL FROM:<ann@example.net>\r\n');
      await client.say('RCPT TO:<bob@example.com>\r\n');
      await client.say('DATA\r\n');
      const reply = await client.say(message);
      answered += 1;
      if (!reply.startsWith('250')) failed += 1;
    }
  };
  await Promise.all(clients.map(worker));
  await peer.settled();
  const seconds = (performance.now() - begin) / 1000;
  const cpu = peer.cpuMs() - cpuBefore;
  for (const client of clients) client.close();
  return { perSecond: answered / seconds, cpuMicros: (cpu * 1000) / answered, failed: failed / answered };
}

interface Client {
  say(bytes: string | Buffer): Promise<string>;
  close(): void;
}

async function greeted(port: number): Promise<Client> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  const client = speak(socket);
  await client.say('');
  await client.say('EHLO client.example.net\r\n');
  return client;
}

/** Every reply here fits one packet, so its end is the end of a line whose code a space follows. */
function speak(socket: Socket): Client {
  let answer: (reply: string) => void = () => {};
  let held = '';
  socket.on('data', (bytes) => {
    held += bytes.toString('latin1');
    if (!/^\d{3} [^\n]*\n$/m.test(held)) return;
    const reply = held;
    held = '';
    answer(reply);
  });
  return {
    say: (bytes) =>
      new Promise((resolve) => {
        answer = resolve;
        if (bytes.length > 0) socket.write(bytes);
      }),
    close: () => socket.destroy(),
  };
}
