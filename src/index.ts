/// <reference types="node" preserve="true" />
// The library: a server inside the caller's own process, for test suites.
//
//   await using aws = await startServer();
//   const s3 = new S3Client({ endpoint: aws.url, region: 'us-east-1', forcePathStyle: true, credentials });
import { type Config, DEFAULTS } from './config.ts';
import { createEmulator, type Emulator } from './emulator.ts';

export type { Config } from './config.ts';
export type { Envelope } from './control/ports.ts';

type RestOf<F> = F extends (first: never, ...rest: infer Rest) => unknown ? Rest : never;

/** Ports default to 0 (a free one) here, unlike in the process. */
export type ServerOptions = Partial<Config>;

export interface RunningServer extends AsyncDisposable {
  /** `http://127.0.0.1:53211`: the endpoint of every service. */
  readonly url: string;
  readonly smtp: { readonly host: string; readonly port: number; readonly url: string };
  /** Receives a raw MIME message as if it had come over SMTP; resolves when its actions have been tried. */
  readonly deliver: (
    raw: Uint8Array | string,
    ...rest: RestOf<Emulator['deliver']>
  ) => ReturnType<Emulator['deliver']>;
  /** What was received and what became of each action; `idle` resolves when every action has been tried. */
  readonly receiving: Emulator['receiving'];
  readonly replication: Emulator['replication'];
  readonly clock: Emulator['clock'];
  /** Resolves when no mail action, replication task or timer is due. */
  readonly idle: () => Promise<void>;
  /** Back to an empty emulator at real time. */
  readonly reset: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** @throws ConfigError, or the error of an address in use or a data directory that cannot be opened. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const config: Config = { ...DEFAULTS, port: 0, smtpPort: 0, ...options };
  const emulator = await createEmulator(config);
  const { url, smtp } = await emulator.listen().catch(async (error: unknown) => {
    await emulator.close();
    throw error;
  });
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= emulator.close();
    return closed;
  };
  return {
    url,
    smtp,
    deliver: (raw, ...rest) => emulator.deliver(typeof raw === 'string' ? Buffer.from(raw) : raw, ...rest),
    receiving: emulator.receiving,
    replication: emulator.replication,
    clock: emulator.clock,
    idle: emulator.idle,
    reset: emulator.reset,
    close,
    [Symbol.asyncDispose]: close,
  };
}
