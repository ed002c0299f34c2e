// Somebody else's mail server, as a relay: it takes what it is told to take, and remembers it.
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { MoveableClock } from '../../../src/platform/clock.ts';
import { createRandom } from '../../../src/platform/random.ts';
import { selfSigned } from '../../../src/services/ses/receiving/certificate.ts';

export interface Relayed {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly user: string | undefined;
  readonly secure: boolean;
}
export interface RelayServer {
  readonly port: number;
  readonly taken: Relayed[];
  /** By recipient: what it is refused with. */
  readonly refusals: Map<string, { readonly code: number; readonly text: string }>;
  close(): Promise<void>;
}

export async function startRelay(options: SMTPServerOptions = {}, port = 0): Promise<RelayServer> {
  const taken: Relayed[] = [];
  const refusals: RelayServer['refusals'] = new Map();
  const certificate = await selfSigned({ random: createRandom(), clock: new MoveableClock() }, ['localhost']);
  const server = new SMTPServer({
    ...certificate,
    authOptional: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    onRcptTo({ address }, _session, callback) {
      const refusal = refusals.get(address);
      callback(refusal && Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
    },
    onData(stream, session, callback) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece) => pieces.push(piece));
      stream.on('end', () => {
        taken.push({
          from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
          to: session.envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(pieces).toString(),
          user: session.user,
          secure: session.secure,
        });
        callback();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    taken,
    refusals,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
