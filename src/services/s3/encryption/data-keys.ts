// The data key of every object: made, wrapped and opened again, under the service's key or through KMS.
//
// A plaintext data key lives in the function that asked for it and is wiped at its end. Every KMS call goes
// through KMS's own door, as the caller, forwarded by `s3.<region>.amazonaws.com` (facts/s3 §5.4).
import { createCipheriv, createDecipheriv, createHmac, type KeyObject } from 'node:crypto';
import { type Call, forwardedCall, principalArn } from '../../../core/call.ts';
import { type Prompt, whenReady } from '../../../core/prompt.ts';
import type { Random } from '../../../platform/random.ts';
import { type Bucket, bucketArn, objectArn } from '../buckets/bucket-store.ts';
import { invalidArgument } from '../errors.ts';
import type { EncryptionContext, KeyPorts } from '../ports.ts';
import { type Envelope, isKmsMode, type KmsMode } from '../versions/object-version.ts';
import { askKms } from './kms-errors.ts';

/** What the writer, or the bucket's default, asks for; SSE-C is handled apart, its key comes with the call. */
export type SseChoice = OwnChoice | KmsChoice;

/** Sealed under the service's own key; `none` says nothing of it. */
export interface OwnChoice {
  readonly mode: 'none' | 'AES256';
}
export interface KmsChoice {
  readonly mode: KmsMode;
  /** As the caller named it: id, ARN, alias; `alias/aws/s3` unless told. */
  readonly keyId: string;
  readonly context?: EncryptionContext | undefined;
  readonly bucketKey: boolean;
}

export interface DataKey {
  /** 32 bytes; the receiver wipes it. */
  readonly key: Uint8Array;
  readonly envelope: Envelope;
}

const LENGTH = 32;
const IV = 12;
const TAG = 16;
/** How long a requester's writes share one bucket key; AWS says only "time-limited". */
const BUCKET_KEY_LIFE = 5 * 60_000;

export const awsManagedKey = 'alias/aws/s3';

interface SharedKey {
  readonly ciphertext: Uint8Array;
  readonly keyArn: string;
  readonly expires: number;
}

export class DataKeys {
  constructor(
    private readonly ports: KeyPorts,
    private readonly random: Random,
    private readonly masterKey: KeyObject,
    private readonly serviceKey = serviceKeyUnder(masterKey),
    private readonly bucketKeys = new Map<string, SharedKey>(),
  ) {}

  /** The same keys, with KMS asked through other doors: replication watches its calls. */
  through(ports: KeyPorts): DataKeys {
    return new DataKeys(ports, this.random, this.masterKey, this.serviceKey, this.bucketKeys);
  }

  /** A fresh data key; no await, and so no promise, where KMS is not asked. */
  create(choice: SseChoice, bucket: Bucket, key: string, call: Call): Prompt<DataKey> {
    if (isKmsChoice(choice)) return this.createWithKms(choice, bucket, key, call);
    const dataKey = this.random.bytes(LENGTH);
    const wrappedKey = this.wrap(this.serviceKey, dataKey);
    return { key: dataKey, envelope: { mode: choice.mode, bucketKey: false, wrappedKey } };
  }

  /** The data key of a stored object. For SSE-C it is the customer's key, which comes with the call. */
  open(envelope: Envelope, bucket: Bucket, key: string, call: Call): Prompt<Uint8Array> {
    const { wrappedKey } = envelope;
    if (!wrappedKey) throw new Error('the object has no wrapped data key');
    if (envelope.mode === 'AES256' || envelope.mode === 'none')
      return this.unwrap(this.serviceKey, wrappedKey);
    return this.openWithKms(envelope, wrappedKey, bucket, key, call);
  }

  /**
   * Puts a data key under another KMS key, by kms:Encrypt: what replication does for the replica. With a
   * bucket key, Encrypt makes the bucket's wrapped key and Decrypt proves it.
   */
  async wrapUnder(
    choice: KmsChoice,
    dataKey: Uint8Array,
    bucket: Bucket,
    key: string,
    call: Call,
  ): Promise<Envelope> {
    const kmsCall = forwarded(bucket, call);
    const EncryptionContext = contextFor(bucket, key, choice);
    const wrapping = choice.bucketKey ? this.random.bytes(LENGTH) : dataKey;
    try {
      const { CiphertextBlob, KeyId } = await askKms(
        this.ports.encrypt,
        { KeyId: choice.keyId, Plaintext: wrapping, EncryptionContext },
        kmsCall,
      );
      if (choice.bucketKey) {
        const proof = await askKms(this.ports.decrypt, { CiphertextBlob, EncryptionContext }, kmsCall);
        proof.Plaintext.fill(0);
      }
      const wrappedKey = choice.bucketKey
        ? joined(CiphertextBlob, this.wrap(wrapping, dataKey))
        : CiphertextBlob;
      return described(choice, KeyId, wrappedKey);
    } finally {
      if (choice.bucketKey) wrapping.fill(0);
    }
  }

  forget(): void {
    this.bucketKeys.clear();
  }

  private createWithKms(choice: KmsChoice, bucket: Bucket, key: string, call: Call): Prompt<DataKey> {
    const EncryptionContext = contextFor(bucket, key, choice);
    const kmsCall = forwarded(bucket, call);
    if (choice.bucketKey) return this.createWithBucketKey(choice, bucket, EncryptionContext, kmsCall);
    const { keyId: KeyId } = choice;
    const made = askKms(
      this.ports.generateDataKey,
      { KeyId, KeySpec: 'AES_256', EncryptionContext },
      kmsCall,
    );
    return whenReady(made, (answer) => ({
      key: answer.Plaintext,
      envelope: described(choice, answer.KeyId, answer.CiphertextBlob),
    }));
  }

  /**
   * The bucket-level key is asked for once per requester and while; only its ciphertext is remembered, so a
   * later write opens it by Decrypt and a disabled key or a changed policy shows at once. The first write does
   * so too: AWS verifies a bucket key by Decrypt before it uses it, and no answer depends on who wrote before.
   */
  private createWithBucketKey(
    choice: KmsChoice,
    bucket: Bucket,
    EncryptionContext: EncryptionContext,
    kmsCall: Call,
  ): Prompt<DataKey> {
    const { principal, account, time } = kmsCall;
    const { keyId: KeyId, context } = choice;
    const name = JSON.stringify([principalArn(principal), account, bucket.id, KeyId, context]);
    const shared = this.bucketKeys.get(name);
    if (shared && shared.expires > time) {
      const opened = askKms(
        this.ports.decrypt,
        { CiphertextBlob: shared.ciphertext, EncryptionContext },
        kmsCall,
      );
      return whenReady(opened, ({ Plaintext }) => this.createUnder(Plaintext, shared, choice));
    }
    return this.shareBucketKey(name, choice, EncryptionContext, kmsCall);
  }

  private async shareBucketKey(
    name: string,
    choice: KmsChoice,
    EncryptionContext: EncryptionContext,
    kmsCall: Call,
  ): Promise<DataKey> {
    const { CiphertextBlob, Plaintext, KeyId } = await askKms(
      this.ports.generateDataKey,
      { KeyId: choice.keyId, KeySpec: 'AES_256', EncryptionContext },
      kmsCall,
    );
    Plaintext.fill(0);
    const proof = await askKms(this.ports.decrypt, { CiphertextBlob, EncryptionContext }, kmsCall);
    const fresh = { ciphertext: CiphertextBlob, keyArn: KeyId, expires: kmsCall.time + BUCKET_KEY_LIFE };
    this.bucketKeys.set(name, fresh);
    return this.createUnder(proof.Plaintext, fresh, choice);
  }

  private createUnder(
    bucketKey: Uint8Array,
    { ciphertext, keyArn }: Omit<SharedKey, 'expires'>,
    choice: KmsChoice,
  ): DataKey {
    const dataKey = this.random.bytes(LENGTH);
    const wrappedKey = joined(ciphertext, this.wrap(bucketKey, dataKey));
    bucketKey.fill(0);
    return { key: dataKey, envelope: described(choice, keyArn, wrappedKey) };
  }

  private openWithKms(
    envelope: Envelope,
    wrappedKey: Uint8Array,
    bucket: Bucket,
    key: string,
    call: Call,
  ): Prompt<Uint8Array> {
    const EncryptionContext = contextFor(bucket, key, envelope);
    const kmsCall = forwarded(bucket, call);
    const { decrypt } = this.ports;
    if (!envelope.bucketKey) {
      const opened = askKms(decrypt, { CiphertextBlob: wrappedKey, EncryptionContext }, kmsCall);
      return whenReady(opened, ({ Plaintext }) => Plaintext);
    }
    const { first, second } = parted(wrappedKey);
    const opened = askKms(decrypt, { CiphertextBlob: first, EncryptionContext }, kmsCall);
    return whenReady(opened, ({ Plaintext }) => {
      try {
        return this.unwrap(Plaintext, second);
      } finally {
        Plaintext.fill(0);
      }
    });
  }

  private wrap(under: Uint8Array, dataKey: Uint8Array): Buffer {
    const iv = this.random.bytes(IV);
    const cipher = createCipheriv('aes-256-gcm', under, iv);
    const sealed = cipher.update(dataKey);
    cipher.final();
    return Buffer.concat([iv, sealed, cipher.getAuthTag()], IV + LENGTH + TAG);
  }

  private unwrap(under: Uint8Array, wrapped: Uint8Array): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', under, wrapped.subarray(0, IV), { authTagLength: TAG });
    decipher.setAuthTag(wrapped.subarray(IV + LENGTH));
    const dataKey = decipher.update(wrapped.subarray(IV, IV + LENGTH));
    decipher.final();
    return dataKey;
  }
}

const serviceKeyUnder = (masterKey: KeyObject): Buffer =>
  createHmac('sha256', masterKey).update('waxseal s3 service key').digest();

const isKmsChoice = (choice: SseChoice): choice is KmsChoice => isKmsMode(choice.mode);

const described = (choice: KmsChoice, keyArn: string, wrappedKey: Uint8Array): Envelope => ({
  mode: choice.mode,
  keyArn,
  context: choice.context,
  bucketKey: choice.bucketKey,
  wrappedKey,
});

/** The caller's pairs and the ARN of the object, or of the bucket when its key serves all objects. */
function contextFor(
  bucket: Bucket,
  key: string,
  { context, bucketKey }: { readonly context?: EncryptionContext | undefined; readonly bucketKey: boolean },
): EncryptionContext {
  const arn = bucketKey ? bucketArn(bucket) : objectArn(bucket, key);
  // A bucket key serves every caller's pairs, so AWS leaves them out of its context.
  return bucketKey || !context ? { 'aws:s3:arn': arn } : { ...context, 'aws:s3:arn': arn };
}

function forwarded(bucket: Bucket, call: Call): Call {
  // Unsigned requests and those of the second version alike (facts/s3 §5.2).
  if (call.signature && !call.signature.version.startsWith('AWS4-')) {
    throw invalidArgument(
      'Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.',
      'Authorization',
      'null',
    );
  }
  return forwardedCall(call, bucket.region, `s3.${bucket.region}.amazonaws.com`);
}

/** Two ciphertexts in one column: the length of the first stands before it. */
function joined(first: Uint8Array, second: Uint8Array): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(first.length);
  return Buffer.concat([length, first, second]);
}

function parted(both: Uint8Array): { readonly first: Uint8Array; readonly second: Uint8Array } {
  const length = ((both[0] ?? 0) << 8) | (both[1] ?? 0);
  return { first: both.subarray(2, 2 + length), second: both.subarray(2 + length) };
}
