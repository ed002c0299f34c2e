// The key that signs SNS's messages and the certificate that proves it: one pair for the whole emulator, made with
// the first message and kept, sealed, as long as the data directory.
import { createHash, createPrivateKey, generateKeyPair, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { Platform } from '../../../platform/platform.ts';
import { openText, sealText } from '../../../platform/sealed-text.ts';
import { selfSignedCertificate } from '../../../platform/self-signed.ts';
import type { Attributes } from '../topic.ts';

/** `1` is SHA1withRSA, `2` SHA256withRSA (developer guide, "Verifying the signatures of Amazon SNS messages"). */
export type SignatureVersion = '1' | '2';
export const signatureVersionOf = (topic: Attributes): SignatureVersion =>
  topic.SignatureVersion === '2' ? '2' : '1';
const DIGESTS = { '1': 'RSA-SHA1', '2': 'RSA-SHA256' } as const;

export interface SigningCertificate {
  /** `SimpleNotificationService-<32 digits>.pem` */
  readonly file: string;
  readonly pem: string;
}
interface SigningPair {
  readonly privateKey: KeyObject;
  readonly certificate: SigningCertificate;
}

const PLACE = 'sns_signing_key';
const asyncSign = promisify(sign);

export class SigningKey {
  private pair: Promise<SigningPair> | undefined;
  private closed = false;
  private readonly select;
  private readonly insert;

  constructor(private readonly platform: Platform) {
    const { database } = platform;
    this.select = database.prepare<[], { sealed: Buffer; certificate: string }>(
      'SELECT sealed, certificate FROM sns_signing_key',
    );
    this.insert = database.prepare<[Buffer, string]>(
      `INSERT INTO sns_signing_key (sealed, certificate)
       SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM sns_signing_key)`,
    );
  }

  async certificate(): Promise<SigningCertificate> {
    return (await this.open()).certificate;
  }

  /** @returns base64. */
  async sign(text: string, version: SignatureVersion): Promise<string> {
    const { privateKey } = await this.open();
    return (await asyncSign(DIGESTS[version], Buffer.from(text), privateKey)).toString('base64');
  }

  private open(): Promise<SigningPair> {
    return this.pair ?? this.hold(this.load());
  }

  /** A failure is told to whoever asked; the next one tries anew. */
  private hold(pair: Promise<SigningPair>): Promise<SigningPair> {
    this.pair = pair;
    pair.catch(() => {
      this.pair = undefined;
    });
    return pair;
  }

  private async load(): Promise<SigningPair> {
    const { masterKey } = this.platform;
    const row = this.select.get();
    if (!row) return this.create();
    return {
      privateKey: createPrivateKey(openText(row.sealed, PLACE, masterKey)),
      certificate: certificateOf(row.certificate),
    };
  }

  private async create(): Promise<SigningPair> {
    const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
    const pem = selfSignedCertificate(pair, ['sns.amazonaws.com'], this.platform);
    return this.keep({ privateKey: pair.privateKey, certificate: certificateOf(pem) });
  }

  private async keep(pair: SigningPair): Promise<SigningPair> {
    const { masterKey, random, database } = this.platform;
    const key = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const sealed = sealText(key, PLACE, masterKey, random);
    // One that was found while the server closes was never shown to anybody.
    if (!this.closed) await database.commit(() => this.insert.run(sealed, pair.certificate.pem));
    return pair;
  }

  /** So that the first message need not wait for a key. */
  warm(): void {
    this.open().catch((error) => this.platform.log.error({ err: error }, 'sns: no signing key was made'));
  }

  /** After a reset of all tables the same pair goes on: a new one takes a while to find. */
  forget(): void {
    if (this.pair) this.hold(this.pair.then((pair) => this.keep(pair)));
  }

  close(): void {
    this.closed = true;
  }
}

const certificateOf = (pem: string): SigningCertificate => ({
  file: `SimpleNotificationService-${createHash('sha256').update(pem).digest('hex').slice(0, 32)}.pem`,
  pem,
});
