// The SMTP listener: the library speaks the protocol, this file decides.
//
// Client quirks: a client that talks before the greeting is sent away by the library. CHUNKING is not
// offered, for the library has no BDAT. nodemailer turns to STARTTLS by itself and then refuses a certificate
// that nobody signed: it wants `ignoreTLS: true` or `tls: { rejectUnauthorized: false }`.
import type { AddressInfo } from 'node:net';
import type { SecureContext } from 'node:tls';
import {
  SMTPServer,
  type SMTPServerDataStream,
  type SMTPServerOptions,
  type SMTPServerSession,
} from 'smtp-server';
import type { Platform } from '../../../platform/platform.ts';
import { SMTP_DEFAULTS, type SmtpSettings } from '../settings.ts';
import type { Certificate } from './certificate.ts';
import { readAll } from './read-all.ts';
import type { Incoming, Receiver } from './receiver.ts';
import { SmtpRefusal, tooLarge, tryAgain } from './refusal.ts';
import { readAddressesStrictly, requireOffered } from './smtp-commands.ts';
import { decodeStrictly } from './smtp-data.ts';
import { keepPace } from './smtp-pace.ts';

export interface SmtpListener {
  readonly port: number;
  /** Lets sessions end; after a moment it ends them. */
  close(): Promise<void>;
}
export interface SmtpAddress {
  readonly host: string;
  readonly port: number;
}

/** Of no region: one listener stands for all of them. */
export const SMTP_NAME = 'inbound-smtp.amazonaws.com';

/** Receiving has no accounts to log in to, and no proxies before it; the others are the library's jokes. */
const NO_COMMANDS = ['AUTH', 'XCLIENT', 'XFORWARD', 'WIZ', 'SHELL', 'KILL'];
/** Of one message; the client sends the others anew (RFC 5321 §4.5.3.1.10). AWS names no number: a choice. */
const MOST_RECIPIENTS = 1_000;
/** How long sessions may take to end at a shutdown. */
const CLOSE_TIMEOUT = 2_000;

export async function listenSmtp(
  platform: Platform,
  receiver: Receiver,
  settings: SmtpSettings,
  address: SmtpAddress,
  certificate: () => Certificate,
): Promise<SmtpListener> {
  const { size, sessions, timeout } = { ...SMTP_DEFAULTS, ...settings };
  const server = new LateTlsServer(certificate, {
    name: SMTP_NAME,
    banner: 'waxseal',
    size,
    rejectOversized: true,
    maxClients: sessions,
    socketTimeout: timeout,
    closeTimeout: CLOSE_TIMEOUT,
    disabledCommands: settings.starttls === false ? [...NO_COMMANDS, 'STARTTLS'] : NO_COMMANDS,
    // "Amazon SES does not support the SMTPUTF8 extension" (API page Destination).
    hideSMTPUTF8: true,
    maxRecipients: MOST_RECIPIENTS,
    // The network is never asked, reverse DNS included.
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: false,
    logger: false,
    onConnect(session, callback) {
      for (const connection of server.connections) {
        if (connection.session !== session) continue;
        decodeStrictly(connection, receiver.inflow);
        readAddressesStrictly(connection);
        keepPace(connection, timeout);
      }
      callback();
    },
    onMailFrom({ args }, _session, callback) {
      answer(platform, callback, () => requireOffered(args, ['SIZE', 'BODY']));
    },
    onRcptTo({ address: recipient, args }, session, callback) {
      answer(platform, callback, () => {
        requireOffered(args, []);
        receiver.admit(recipient, clientOf(session));
      });
    },
    onData(stream, session, callback) {
      receive(platform, receiver, stream, session, size).then(
        (reply) => callback(null, reply),
        (error) => callback(refusalOf(platform, error)),
      );
    },
  });
  // A client that goes away in the middle is no event; what is one is logged.
  server.on('error', (error) => platform.log.debug({ err: error }, 'SMTP connection failed'));
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(address.port, address.host, () => {
      server.server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** OpenSSL's work for STARTTLS, a noticeable part of a start, waits for the first client that asks for it. */
class LateTlsServer extends SMTPServer {
  private readonly certificate: () => Certificate;

  constructor(certificate: () => Certificate, options: SMTPServerOptions) {
    super(options);
    this.certificate = certificate;
  }

  /** The library calls it when it is made, and asks `secureContext` at every STARTTLS. */
  override updateSecureContext(): void {
    const unmade = new Map<string, SecureContext>();
    unmade.get = (name) => {
      super.updateSecureContext(this.certificate());
      return this.secureContext.get(name);
    };
    this.secureContext = unmade;
  }
}

/** The 250 is sent when the message is durable; its actions run on without the client. */
async function receive(
  platform: Platform,
  receiver: Receiver,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  size: number,
): Promise<string> {
  const intake = receiver.intake();
  try {
    await readAll(stream, (chunk) => {
      // The rest of a message that is too large is read and forgotten: SMTP has no way to stop a client.
      if (stream.sizeExceeded) return;
      return intake.take(chunk);
    });
    if (stream.sizeExceeded) throw tooLarge(size);
    const incoming: Incoming = {
      ...clientOf(session),
      from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
      to: session.envelope.rcptTo.map(({ address }) => address),
      helo: session.hostNameAppearsAs || 'unknown',
    };
    const { mails } = await receiver.accept(incoming, await intake.finish());
    receiver.act(mails).catch((error) => platform.log.error({ err: error }, 'the queue failed'));
    return `OK ${mails[0]?.id ?? ''}`;
  } catch (error) {
    await intake.discard();
    throw error;
  } finally {
    intake.release();
  }
}

const clientOf = (session: SMTPServerSession) => ({
  remoteAddress: session.remoteAddress,
  tls: session.secure,
});

function answer(platform: Platform, callback: (error?: Error | null) => void, work: () => void): void {
  try {
    work();
  } catch (error) {
    callback(refusalOf(platform, error));
    return;
  }
  callback();
}

/**
 * The library chooses the enhanced code by the reply code alone, 5.6.0 for every 554; given both as one
 * text it sends them as they are.
 */
function refusalOf(platform: Platform, error: unknown): Error & { responseCode: number } {
  const refusal = error instanceof SmtpRefusal ? error : tryAgain();
  if (hasLeft(error)) platform.log.debug({ err: error }, 'a client left in the middle of a message');
  else if (refusal !== error) platform.log.error({ err: error }, 'a message was not taken');
  return Object.assign(new Error(refusal.message), {
    responseCode: `${refusal.responseCode} ${refusal.enhancedCode}` as unknown as number,
  });
}

/** The library's word for a connection that ended before the message did. */
const hasLeft = (error: unknown): boolean => (error as { code?: unknown }).code === 'ECONNECTION';
