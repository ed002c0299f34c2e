// The SMTP client that carries sent mail to the relay of a setting: one conversation a message.
//
// Nothing of the conversation is logged here: it holds the password and other people's mail.
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { RelaySettings } from '../settings.ts';
import type { RelayReply } from './delivery.ts';

export interface RelayedMail {
  /** Empty for a bounce. */
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Uint8Array;
}

const CONNECT_TIMEOUT = 30_000;
/** RFC 5321 §4.5.3.2 grants minutes; a relay is a neighbour. */
const SILENCE_TIMEOUT = 60_000;

export class Relay {
  private readonly open = new Set<SMTPConnection>();

  constructor(private readonly settings: RelaySettings) {}

  /** The reply to each recipient; never rejects: what cannot be told is worth another try. */
  async send(mail: RelayedMail): Promise<ReadonlyMap<string, RelayReply>> {
    const { default: Connection } = await import('nodemailer/lib/smtp-connection');
    const connection = new Connection(optionsOf(this.settings));
    this.open.add(connection);
    try {
      return await this.converse(connection, mail);
    } catch (error) {
      return repliesTo(mail.to, error as SmtpError);
    } finally {
      this.open.delete(connection);
      connection.close();
    }
  }

  /** Conversations under way end; their mail stays due. */
  close(): void {
    for (const connection of this.open) connection.close();
  }

  private async converse(connection: SMTPConnection, mail: RelayedMail): Promise<Map<string, RelayReply>> {
    const { user, password } = this.settings;
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      connection.once('end', () => reject(new Error('the relay closed the connection')));
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    if (user !== undefined) {
      await new Promise<void>((resolve, reject) => {
        connection.login({ user, pass: password ?? '' }, (error) => (error ? reject(error) : resolve()));
      });
    }
    const info = await new Promise<SMTPConnection.SentMessageInfo>((resolve, reject) => {
      connection.once('error', reject);
      connection.once('end', () => reject(new Error('the relay closed the connection')));
      const envelope = {
        from: mail.from === '' ? false : mail.from,
        to: [...mail.to],
        size: mail.raw.length,
      };
      const bytes = Buffer.from(mail.raw.buffer, mail.raw.byteOffset, mail.raw.byteLength);
      connection.send(envelope as SMTPConnection.Envelope, bytes, (error, sent) =>
        error ? reject(error) : resolve(sent),
      );
    });
    connection.quit();
    const replies = new Map<string, RelayReply>();
    for (const recipient of info.accepted) {
      replies.set(String(recipient), { outcome: 'accepted', reply: info.response });
    }
    for (const refusal of (info.rejectedErrors ?? []) as SmtpError[]) {
      if (refusal.recipient !== undefined) replies.set(refusal.recipient, replyOf(refusal));
    }
    return replies;
  }
}

interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly recipient?: string;
  readonly rejectedErrors?: readonly SmtpError[];
}

/** One error for all, unless it names each recipient's own. */
function repliesTo(recipients: readonly string[], error: SmtpError): Map<string, RelayReply> {
  const own = new Map((error.rejectedErrors ?? []).map((each) => [each.recipient, replyOf(each)]));
  return new Map(recipients.map((recipient) => [recipient, own.get(recipient) ?? replyOf(error)]));
}

/** Replies to the recipient or the message; all else (TLS, a password, the network) is mended by others than us. */
const FOR_THE_MAIL = ['EENVELOPE', 'EMESSAGE'];

function replyOf({ response, responseCode, message, code }: SmtpError): RelayReply {
  // Without a code it is the library that saw the message to be larger than the relay takes.
  const forGood = FOR_THE_MAIL.includes(code ?? '') && (responseCode ?? 552) >= 500;
  return { outcome: forGood ? 'refused' : 'later', reply: response ?? message };
}

function optionsOf({ host, port, tls }: RelaySettings): SMTPConnection.Options {
  return {
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'off',
    connectionTimeout: CONNECT_TIMEOUT,
    greetingTimeout: CONNECT_TIMEOUT,
    socketTimeout: SILENCE_TIMEOUT,
    socketCloseTimeout: 0,
    logger: false,
  } as SMTPConnection.Options;
}
