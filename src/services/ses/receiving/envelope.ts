// A message sealed as the Amazon S3 Encryption Client seals: the seed page's steps 3 to 6, facts §3.
import { type CipherGCM, createCipheriv } from 'node:crypto';
import { type Body, bodyOf } from '../../../core/body.ts';
import type { Call } from '../../../core/call.ts';
import type { Random } from '../../../platform/random.ts';
import type { SesPorts } from '../ports.ts';

export interface Sealing {
  /** As the rule names it: an alias ARN stays one in `kms_cmk_id`. */
  readonly kmsKeyArn: string;
  readonly messageId: string;
  readonly rule: string;
  readonly account: string;
}
export interface SealedObject {
  readonly Body: Body;
  readonly Metadata: Readonly<Record<string, string>>;
}

const TAG = 16;

/**
 * The encryption context, and as JSON the material description: alphabetical, without spaces. The page's
 * three keys and `kms_cmk_id`, without which no Go, PHP or Java reader opens the object.
 */
export const materialDescription = ({ kmsKeyArn, messageId, rule, account }: Sealing) => ({
  'aws:ses:message-id': messageId,
  'aws:ses:rule-name': rule,
  'aws:ses:source-account': account,
  kms_cmk_id: kmsKeyArn,
});

/** A data key for this message and action alone; its plaintext is gone before the first byte is stored. */
export async function sealMessage(
  generateDataKey: SesPorts['generateDataKey'],
  random: Random,
  sealing: Sealing,
  plain: Body,
  length: number,
  call: Call,
): Promise<SealedObject> {
  const context = materialDescription(sealing);
  const { CiphertextBlob, Plaintext } = await generateDataKey(
    { KeyId: sealing.kmsKeyArn, KeySpec: 'AES_256', EncryptionContext: context },
    call,
  );
  if (!CiphertextBlob || !Plaintext) throw new Error('GenerateDataKey answered without a key');
  const iv = random.bytes(12);
  let cipher: CipherGCM;
  try {
    cipher = createCipheriv('aes-256-gcm', Plaintext, iv);
  } finally {
    Plaintext.fill(0);
  }
  return {
    Body: plain.whole ? bodyOf(sealWhole(cipher, plain.whole)) : sealStream(cipher, plain, length),
    Metadata: {
      'x-amz-key-v2': Buffer.from(CiphertextBlob).toString('base64'),
      'x-amz-iv': iv.toString('base64'),
      'x-amz-cek-alg': 'AES/GCM/NoPadding',
      'x-amz-wrap-alg': 'kms',
      'x-amz-tag-len': String(TAG * 8),
      'x-amz-matdesc': JSON.stringify(context),
      'x-amz-unencrypted-content-length': String(length),
    },
  };
}

/** The tag follows the ciphertext, so the object is sixteen bytes longer than the message. */
const sealWhole = (cipher: CipherGCM, whole: Uint8Array): Buffer =>
  Buffer.concat([cipher.update(whole), cipher.final(), cipher.getAuthTag()]);

const sealStream = (cipher: CipherGCM, plain: Body, length: number): Body => ({
  length: length + TAG,
  async *[Symbol.asyncIterator]() {
    for await (const piece of plain) yield cipher.update(piece);
    yield Buffer.concat([cipher.final(), cipher.getAuthTag()]);
  },
});
