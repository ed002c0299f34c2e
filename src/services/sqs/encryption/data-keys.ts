// SSE-KMS: the data keys that messages are sealed under, asked of KMS as the sender or receiver.
//
// As the developer guide counts the calls ("Key management": B/D * (2 * P + C)): within the queue's reuse period
// each producing principal asks GenerateDataKey, and Decrypt to prove the new key, and each consuming one asks
// Decrypt. Sessions of a role are one principal. A key's plaintext is held in memory for that period only.
import { createSecretKey, hash, type KeyObject } from 'node:crypto';
import { authorityOf, type Call, forwardedCall } from '../../../core/call.ts';
import type { Clock } from '../../../platform/clock.ts';
import { setting } from '../attributes.ts';
import type { SqsPorts } from '../ports.ts';
import type { Queue } from '../queue.ts';
import { revoiced } from './kms-errors.ts';

/** A data key as it lies beside a message. */
export interface WrappedKey {
  readonly ciphertext: Uint8Array;
  /** The queue that the message was sent to: it stays sealed so in a dead-letter queue (guide, "Encryption at rest"). */
  readonly queueArn: string;
}
export interface DataKey extends WrappedKey {
  readonly key: KeyObject;
}
interface Held {
  readonly dataKey: DataKey;
  readonly until: number;
}

export class DataKeys {
  /** By queue, key and requester. */
  private readonly forSending = new Map<string, Held>();
  /** By wrapped key and requester. */
  private readonly opened = new Map<string, Held>();

  constructor(
    private readonly ports: SqsPorts,
    private readonly clock: Clock,
  ) {}

  /** Undefined where the queue leaves its messages to SQS's own encryption. */
  toSeal(queue: Queue, call: Call): DataKey | Promise<DataKey> | undefined {
    const keyId = queue.attributes.KmsMasterKeyId;
    if (keyId === undefined) return undefined;
    const name = JSON.stringify([queue.id, keyId, requesterOf(call)]);
    const held = this.forSending.get(name);
    return held && held.until > this.clock.now() ? held.dataKey : this.create(name, keyId, queue, call);
  }

  private async create(name: string, KeyId: string, queue: Queue, call: Call): Promise<DataKey> {
    const kmsCall = forwarded(queue, call);
    const EncryptionContext = contextOf(queue.arn);
    const made = await revoiced(
      this.ports.generateDataKey({ KeyId, KeySpec: 'AES_256', EncryptionContext }, kmsCall),
      call,
    );
    made.Plaintext.fill(0);
    const wrapped = { ciphertext: made.CiphertextBlob, queueArn: queue.arn };
    const dataKey = await this.open(wrapped, queue, call);
    this.forSending.set(name, { dataKey, until: this.endOf(queue) });
    return dataKey;
  }

  /** A key that this requester opened in this period. */
  held(wrapped: WrappedKey, call: Call): KeyObject | undefined {
    const held = this.opened.get(nameOf(wrapped, call));
    return held && held.until > this.clock.now() ? held.dataKey.key : undefined;
  }

  /** @param queue from which the message is taken. */
  async open(wrapped: WrappedKey, queue: Queue, call: Call): Promise<DataKey> {
    const { Plaintext } = await revoiced(
      this.ports.decrypt(
        { CiphertextBlob: wrapped.ciphertext, EncryptionContext: contextOf(wrapped.queueArn) },
        forwarded(queue, call),
      ),
      call,
    );
    const dataKey = { ...wrapped, key: createSecretKey(Plaintext) };
    Plaintext.fill(0);
    this.dropPast();
    this.opened.set(nameOf(wrapped, call), { dataKey, until: this.endOf(queue) });
    return dataKey;
  }

  forget(): void {
    this.forSending.clear();
    this.opened.clear();
  }

  private endOf({ attributes }: Queue): number {
    return this.clock.now() + setting(attributes, 'KmsDataKeyReusePeriodSeconds') * 1000;
  }

  private dropPast(): void {
    const now = this.clock.now();
    for (const keys of [this.forSending, this.opened]) {
      for (const [name, { until }] of keys) if (until <= now) keys.delete(name);
    }
  }
}

const contextOf = (queueArn: string) => ({ 'aws:sqs:arn': queueArn });

const forwarded = ({ account, region }: Queue, call: Call): Call => ({
  ...forwardedCall(call, region, `sqs.${region}.amazonaws.com`),
  account,
});

const nameOf = ({ ciphertext }: WrappedKey, call: Call): string =>
  `${hash('sha256', ciphertext, 'base64url')} ${requesterOf(call)}`;

/** A service's calls are told apart by what they are made for, as the key's policy may tell them apart. */
const requesterOf = ({ principal, source }: Call): string =>
  JSON.stringify([authorityOf(principal), source?.account, source?.arn]);
