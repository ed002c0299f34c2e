// The requests of the benchmark, as the AWS SDK signs them: caught on their way out, to be sent many times.
import {
  CreateKeyCommand,
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Prepared } from './load.ts';
import type { Peer } from './peers.ts';

const EncryptionContext = { purpose: 'bench', tenant: '42' };
const Bucket = 'bench';
const KIB = Buffer.alloc(1024, 'k');

interface OutgoingRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

class Caught extends Error {
  constructor(readonly request: OutgoingRequest) {
    super('caught before it was sent');
  }
}

/** The request that `send` would have made. */
async function caught(
  send: (handler: { handle(request: unknown): Promise<never> }) => Promise<unknown>,
): Promise<Prepared> {
  try {
    await send({
      handle: async (request) => {
        throw new Caught(request as OutgoingRequest);
      },
    });
  } catch (error) {
    if (!(error instanceof Caught)) throw error;
    const { method, path, query, headers, body } = error.request;
    const search = new URLSearchParams(query).toString();
    return {
      method,
      path: search === '' ? path : `${path}?${search}`,
      headers,
      ...(body !== undefined && { body: Buffer.from(body) }),
    };
  }
  throw new Error('the request was sent');
}

export interface Cases {
  readonly [name: string]: Prepared;
}

/** Creates a key, a bucket and an object on the server, then prepares each case's request. */
export async function prepareCases(peer: Peer): Promise<Cases> {
  const settings = {
    endpoint: peer.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const kms = new KMSClient(settings);
  const s3Settings = {
    ...settings,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED' as const,
  };
  const s3 = new S3Client(s3Settings);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  const KeyId = KeyMetadata?.Arn;
  const { CiphertextBlob } = await kms.send(
    new EncryptCommand({ KeyId, Plaintext: Buffer.alloc(32, 1), EncryptionContext }),
  );
  await s3.send(new CreateBucketCommand({ Bucket }));
  const sse = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId } as const;
  await s3.send(new PutObjectCommand({ Bucket, Key: 'kms', Body: KIB, ...sse }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'plain', Body: KIB }));

  // Each catch has a client of its own, because the handler belongs to the client.
  const kmsCase = (command: EncryptCommand | DecryptCommand | GenerateDataKeyCommand) =>
    caught((requestHandler) =>
      new KMSClient({ ...settings, requestHandler: requestHandler as never }).send(command as EncryptCommand),
    );
  const s3Case = (command: PutObjectCommand | GetObjectCommand) =>
    caught((requestHandler) =>
      new S3Client({ ...s3Settings, requestHandler: requestHandler as never }).send(
        command as PutObjectCommand,
      ),
    );

  const cases = {
    'KMS Encrypt': await kmsCase(
      new EncryptCommand({ KeyId, Plaintext: Buffer.alloc(32, 1), EncryptionContext }),
    ),
    'KMS GenerateDataKey': await kmsCase(
      new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext }),
    ),
    'KMS Decrypt': await kmsCase(new DecryptCommand({ CiphertextBlob, EncryptionContext })),
    'S3 PUT 1 KiB SSE-KMS': await s3Case(new PutObjectCommand({ Bucket, Key: 'kms', Body: KIB, ...sse })),
    'S3 GET 1 KiB SSE-KMS': await s3Case(new GetObjectCommand({ Bucket, Key: 'kms' })),
    'S3 PUT 1 KiB SSE-S3': await s3Case(new PutObjectCommand({ Bucket, Key: 'plain', Body: KIB })),
    'S3 GET 1 KiB SSE-S3': await s3Case(new GetObjectCommand({ Bucket, Key: 'plain' })),
  };
  kms.destroy();
  s3.destroy();
  return cases;
}
