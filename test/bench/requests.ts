// Requests as the AWS SDK signs them: caught on their way out, to be sent many times.
import { type KMSClient as Keys, KMSClient } from '@aws-sdk/client-kms';
import { type S3Client as Objects, S3Client } from '@aws-sdk/client-s3';
import type { Prepared } from './load.ts';
import type { Peer } from './peers.ts';

interface OutgoingRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

class Caught extends Error {
  constructor(readonly request: OutgoingRequest) {
    super('caught before it was sent');
  }
}

const CATCHER = {
  handle: async (request: OutgoingRequest) => {
    throw new Caught(request);
  },
};

/** A caught request looks like a failed one. */
const SILENT = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

interface Command {
  readonly input: object;
}

export interface Clients {
  readonly kms: Keys;
  readonly s3: Objects;
  /** The request that the command would have made; a body that is a stream is left out. */
  readonly kmsRequest: (command: Command) => Promise<Prepared>;
  readonly s3Request: (command: Command) => Promise<Prepared>;
  close(): void;
}

export function clientsOf({ url, credentials }: Peer): Clients {
  const settings = { endpoint: url, region: 'us-east-1', credentials, maxAttempts: 1 };
  const s3Settings = {
    ...settings,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED' as const,
  };
  const kms = new KMSClient(settings);
  const s3 = new S3Client(s3Settings);
  const catching = { requestHandler: CATCHER as never, logger: SILENT };
  const kmsCatcher = new KMSClient({ ...settings, ...catching });
  const s3Catcher = new S3Client({ ...s3Settings, ...catching });
  return {
    kms,
    s3,
    kmsRequest: (command) => caught(kmsCatcher.send(command as never)),
    s3Request: (command) => caught(s3Catcher.send(command as never)),
    close() {
      kms.destroy();
      s3.destroy();
    },
  };
}

async function caught(sent: Promise<unknown>): Promise<Prepared> {
  try {
    await sent;
  } catch (error) {
    if (!(error instanceof Caught)) throw error;
    const { method, path, query, headers, body } = error.request;
    const search = new URLSearchParams(query).toString();
    return {
      method,
      path: search === '' ? path : `${path}?${search}`,
      headers,
      body: bytesOf(body),
    };
  }
  throw new Error('the request was sent');
}

function bytesOf(body: unknown): Buffer | undefined {
  if (typeof body === 'string') return Buffer.from(body);
  return body instanceof Uint8Array ? Buffer.from(body.buffer, body.byteOffset, body.byteLength) : undefined;
}
