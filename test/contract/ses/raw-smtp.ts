// An SMTP client without manners: sends the bytes it is given, in the pieces it is given.
import { connect, type Socket } from 'node:net';

export class RawSmtp {
  private received = '';
  private wake: () => void = () => {};
  private ended = false;

  private constructor(readonly socket: Socket) {
    socket.on('data', (bytes) => {
      this.received += bytes.toString('latin1');
      this.wake();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.ended = true;
      this.wake();
    });
  }

  /** Connected and greeted. */
  static async open(port: number): Promise<RawSmtp> {
    return (await RawSmtp.greeted(port)).client;
  }

  static async greeted(port: number): Promise<{ readonly client: RawSmtp; readonly greeting: string }> {
    const client = new RawSmtp(connect(port, '127.0.0.1'));
    return { client, greeting: await client.reply() };
  }

  /** One whole reply, its lines joined; '' when the server has hung up. */
  async reply(): Promise<string> {
    for (;;) {
      const match = /^(?:\d{3}-[^\r\n]*\r\n)*\d{3}(?: [^\r\n]*)?\r\n/.exec(this.received);
      if (match) {
        this.received = this.received.slice(match[0].length);
        return match[0].trimEnd();
      }
      if (this.ended) return '';
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  write(bytes: string | Uint8Array): void {
    this.socket.write(bytes);
  }

  command(line: string): Promise<string> {
    this.write(`${line}\r\n`);
    return this.reply();
  }

  /** Up to the server's 354. */
  async begin(from: string, ...to: string[]): Promise<string> {
    await this.command('EHLO client.example.net');
    await this.command(`MAIL FROM:<${from}>`);
    for (const recipient of to) await this.command(`RCPT TO:<${recipient}>`);
    return this.command('DATA');
  }

  /** The message as it shall be stored; dots are stuffed at lines that CRLF began, and nothing else is done. */
  async data(message: Uint8Array, pieces = 1): Promise<string> {
    const stuffed = Buffer.from(
      Buffer.from(message)
        .toString('latin1')
        .replace(/(^|\r\n)\./g, '$1..'),
      'latin1',
    );
    const end = stuffed.subarray(-2).toString() === '\r\n' ? '.\r\n' : '\r\n.\r\n';
    const all = Buffer.concat([stuffed, Buffer.from(end)]);
    const size = Math.ceil(all.length / pieces);
    for (let at = 0; at < all.length; at += size) {
      this.write(all.subarray(at, at + size));
      await new Promise((resolve) => setImmediate(resolve));
    }
    return this.reply();
  }

  close(): void {
    this.socket.destroy();
  }
}
