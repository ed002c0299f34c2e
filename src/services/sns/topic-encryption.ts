// SSE-KMS of a topic: what publishing to it asks of KMS, as the publisher.
//
// As the developer guide counts the calls ("Managing encryption keys": B/D * (2 * P), D five minutes): each
// publishing principal asks GenerateDataKey, and Decrypt to prove the new key; delivering asks nothing. Here a
// message waits in the outbox sealed under the master key, so no data key is kept.
import { authorityOf, type Call, forwardedCall } from '../../core/call.ts';
import { AwsError } from '../../core/errors.ts';
import * as errors from './errors.ts';
import type { SnsPorts } from './ports.ts';
import type { Topic } from './topic.ts';

const REUSE_MS = 5 * 60 * 1000;

const CODES: Readonly<Record<string, string>> = {
  AccessDeniedException: 'KMSAccessDenied',
  DisabledException: 'KMSDisabled',
  NotFoundException: 'KMSNotFound',
  ThrottlingException: 'KMSThrottling',
};

export class TopicEncryption {
  /** Until when a principal need not ask again. */
  private readonly proven = new Map<string, number>();

  constructor(private readonly ports: Pick<SnsPorts, 'generateDataKey' | 'decrypt'>) {}

  /** @throws KMS's refusal in SNS's voice. */
  async require(topic: Topic, call: Call): Promise<void> {
    const KeyId = topic.attributes.KmsMasterKeyId;
    if (KeyId === undefined) return;
    const name = JSON.stringify([topic.arn, KeyId, authorityOf(call.principal), call.source?.arn]);
    if ((this.proven.get(name) ?? 0) > call.time) return;
    try {
      await this.prove(KeyId, topic, call);
    } catch (error) {
      throw error instanceof AwsError ? revoiced(error, call) : error;
    }
    for (const [other, until] of this.proven) if (until <= call.time) this.proven.delete(other);
    this.proven.set(name, call.time + REUSE_MS);
  }

  forget(): void {
    this.proven.clear();
  }

  private async prove(KeyId: string, { arn, account, region }: Topic, call: Call): Promise<void> {
    const kmsCall = { ...forwardedCall(call, region, `sns.${region}.amazonaws.com`), account };
    const EncryptionContext = { 'aws:sns:topicArn': arn };
    const made = await this.ports.generateDataKey({ KeyId, KeySpec: 'AES_256', EncryptionContext }, kmsCall);
    made.Plaintext.fill(0);
    const { Plaintext } = await this.ports.decrypt(
      { CiphertextBlob: made.CiphertextBlob, EncryptionContext },
      kmsCall,
    );
    Plaintext.fill(0);
  }
}

function revoiced({ code, status, message, decision }: AwsError, { requestId }: Call): AwsError {
  const refusal = errors.kmsRefusal(
    CODES[code] ?? 'KMSInvalidState',
    `${message} (Service: AWSKMS; Status Code: ${status}; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`,
  );
  if (decision) refusal.decision = decision;
  return refusal;
}
