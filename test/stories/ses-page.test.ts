// "How Amazon Simple Email Service (Amazon SES) uses AWS KMS", sentence by sentence, by SDKs and a mail client; only what
// memory holds is looked at from inside.
import { createDecipheriv, randomBytes } from 'node:crypto';
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  type KMSClient,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SESClient } from '@aws-sdk/client-ses';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../src/platform/random.ts';
import { sealMessage } from '../../src/services/ses/receiving/envelope.ts';
import { createMailBucket, createRule, receiveAt } from '../contract/ses/rules.ts';
import { ACCOUNT, startTestServer, type TestServer } from '../support/server.ts';
import { openMail, storedMail, storedMails } from './ses-page-reader.ts';

let aws: TestServer;
let ses: SESClient;
let kms: KMSClient;
let s3: S3Client;
let keyArn: string;
const MANAGED = `arn:aws:kms:us-east-1:${ACCOUNT}:alias/aws/ses`;

/** The page's statement, for an account. */
const pageStatement = (account: string) => ({
  Sid: 'Allow SES to encrypt messages using this KMS key',
  Effect: 'Allow',
  Principal: { Service: 'ses.amazonaws.com' },
  Action: ['kms:Encrypt', 'kms:GenerateDataKey*'],
  Resource: '*',
  Condition: {
    Null: {
      'kms:EncryptionContext:aws:ses:rule-name': false,
      'kms:EncryptionContext:aws:ses:message-id': false,
    },
    StringEquals: { 'kms:EncryptionContext:aws:ses:source-account': account },
  },
});
const OWNER = {
  Sid: 'Enable IAM User Permissions',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: 'kms:*',
  Resource: '*',
};
const setKeyPolicy = (...Statement: object[]) =>
  kms.send(
    new PutKeyPolicyCommand({
      KeyId: keyArn,
      PolicyName: 'default',
      Policy: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );

async function mail(to: string, subject: string, more: SendMailOptions = {}): Promise<string> {
  const transport = createTransport({ host: aws.smtp.host, port: aws.smtp.port, ignoreTLS: true });
  const { response } = await transport.sendMail({
    from: 'ann@example.net',
    to,
    subject,
    text: 'Hello',
    ...more,
  });
  transport.close();
  await aws.receiving.idle();
  return response.split(' ').at(-1) ?? '';
}
const actionOf = (messageId: string) =>
  aws.receiving.mails().find((each) => each.messageId === messageId)?.actions[0];

interface Event {
  readonly eventName: string;
  readonly userIdentity: { readonly invokedBy?: string; readonly type?: string };
  readonly requestParameters: {
    readonly encryptionContext?: Record<string, string>;
    readonly keySpec?: string;
  };
}
async function dataKeyEvents(): Promise<Event[]> {
  const response = await fetch(`${aws.url}/_waxseal/events`);
  const { events } = (await response.json()) as { events: Event[] };
  return events.filter(({ eventName }) => eventName === 'GenerateDataKey');
}

beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
  kms = aws.kms();
  s3 = aws.s3();
  keyArn = (await kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? '';
  await setKeyPolicy(OWNER, pageStatement(ACCOUNT));
  await createMailBucket(s3, 'mail');
  await receiveAt(ses, 'example.com');
  const rule = (Name: string, KmsKeyArn?: string) =>
    createRule(ses, 'inbound', {
      Name,
      Enabled: true,
      Recipients: [`${Name}@example.com`],
      Actions: [{ S3Action: { BucketName: 'mail', ObjectKeyPrefix: Name, ...(KmsKeyArn && { KmsKeyArn }) } }],
    });
  await rule('plain');
  await rule('managed', MANAGED);
  await rule('customer', keyArn);
});
afterAll(() => aws.close());

describe('You can use SES to receive email', () => {
  it('and store it as it is', async () => {
    const id = await mail('plain@example.com', 'In the clear');
    const { body, metadata } = await storedMail(s3, 'mail', `plain/${id}`);
    expect(body.toString()).toContain('\r\nSubject: In the clear\r\n');
    expect(metadata).toEqual({});
  });

  it('and optionally encrypt the messages before storing them in an S3 bucket that you choose', async () => {
    const id = await mail('customer@example.com', 'Under seal');
    const { body } = await storedMail(s3, 'mail', `customer/${id}`);
    expect(body.includes('Under seal')).toBe(false);
  });

  it('choosing the AWS managed key for SES, whose alias is aws/ses: SES already has permission to use it', async () => {
    const id = await mail('managed@example.com', 'By the managed key');
    const stored = await storedMail(s3, 'mail', `managed/${id}`);
    expect((await openMail(kms, stored)).toString()).toContain('Subject: By the managed key');
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: 'alias/aws/ses' }));
    expect(KeyMetadata?.KeyManager).toBe('AWS');
    expect(JSON.parse(stored.metadata['x-amz-matdesc'] ?? '').kms_cmk_id).toBe(MANAGED);
  });

  it('or a customer managed key', async () => {
    const id = await mail('customer@example.com', 'By my own key');
    const stored = await storedMail(s3, 'mail', `customer/${id}`);
    expect((await openMail(kms, stored)).toString()).toContain('Subject: By my own key');
  });

  it('SES supports only symmetric KMS keys', async () => {
    const { KeyMetadata } = await kms.send(
      new CreateKeyCommand({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' }),
    );
    await kms.send(
      new PutKeyPolicyCommand({
        KeyId: KeyMetadata?.KeyId,
        PolicyName: 'default',
        Policy: JSON.stringify({ Version: '2012-10-17', Statement: [OWNER, pageStatement(ACCOUNT)] }),
      }),
    );
    await expect(
      createRule(ses, 'inbound', {
        Name: 'asymmetric',
        Actions: [{ S3Action: { BucketName: 'mail', KmsKeyArn: KeyMetadata?.Arn } }],
      }),
    ).rejects.toMatchObject({ name: 'InvalidS3ConfigurationException' });
  });
});

describe('How the encryption works', () => {
  it('SES requests a unique data key, encrypted under the KMS key of the rule that applies', async () => {
    const ids = [await mail('customer@example.com', 'One'), await mail('customer@example.com', 'Two')];
    const stored = await Promise.all(ids.map((id) => storedMail(s3, 'mail', `customer/${id}`)));
    const keys = stored.map(({ metadata }) => metadata['x-amz-key-v2']);
    expect(new Set(keys).size).toBe(2);
    const asked = (await dataKeyEvents()).filter(({ requestParameters }) =>
      ids.includes(requestParameters.encryptionContext?.['aws:ses:message-id'] ?? ''),
    );
    expect(asked).toHaveLength(2);
    expect(asked[0]?.requestParameters.keySpec).toBe('AES_256');
  });

  it('SES uses the plaintext data key to encrypt, and removes it from memory before a byte is stored', async () => {
    for (const size of [100, 700_000]) {
      const key = randomBytes(32);
      const handed = Buffer.from(key);
      const message = randomBytes(size);
      const pieces = async function* () {
        expect(handed.equals(Buffer.alloc(32))).toBe(true);
        yield message;
      };
      const sealing = { kmsKeyArn: keyArn, messageId: 'm', rule: 'r', account: ACCOUNT };
      const dataKey = async () => ({ CiphertextBlob: Buffer.of(1), Plaintext: handed });
      const plain = Object.assign(pieces(), { length: size });
      const { Body, Metadata } = await sealMessage(
        dataKey,
        createRandom(),
        sealing,
        plain,
        size,
        {} as never,
      );
      expect(handed.equals(Buffer.alloc(32))).toBe(true);
      const sealed: Uint8Array[] = [];
      for await (const piece of Body) sealed.push(piece);
      const bytes = Buffer.concat(sealed);
      const opener = createDecipheriv('aes-256-gcm', key, Buffer.from(Metadata['x-amz-iv'] ?? '', 'base64'));
      opener.setAuthTag(bytes.subarray(-16));
      expect(Buffer.concat([opener.update(bytes.subarray(0, -16)), opener.final()]).equals(message)).toBe(
        true,
      );
    }
  });

  it('SES puts the encrypted message and the encrypted data key into the bucket, the key as metadata', async () => {
    const id = await mail('customer@example.com', 'With its key');
    const { metadata, body } = await storedMail(s3, 'mail', `customer/${id}`);
    const context = {
      'aws:ses:message-id': id,
      'aws:ses:rule-name': 'customer',
      'aws:ses:source-account': ACCOUNT,
      kms_cmk_id: keyArn,
    };
    expect(metadata).toEqual({
      'x-amz-key-v2': expect.stringMatching(/^[A-Za-z0-9+/]+=*$/),
      'x-amz-iv': expect.stringMatching(/^[A-Za-z0-9+/]{16}$/),
      'x-amz-cek-alg': 'AES/GCM/NoPadding',
      'x-amz-wrap-alg': 'kms',
      'x-amz-tag-len': '128',
      'x-amz-matdesc': JSON.stringify(context),
      'x-amz-unencrypted-content-length': String(body.length - 16),
    });
  });
});

describe('The encryption context', () => {
  it('holds the account, the receipt rule and the message id, and stands in CloudTrail', async () => {
    const id = await mail('customer@example.com', 'Logged');
    const event = (await dataKeyEvents()).at(-1);
    expect(event?.requestParameters.encryptionContext).toMatchObject({
      'aws:ses:source-account': ACCOUNT,
      'aws:ses:rule-name': 'customer',
      'aws:ses:message-id': id,
    });
    expect(id).toMatch(/^[0-9a-v]{40}$/);
  });

  it('KMS uses it as authenticated data: without the same context nothing is decrypted', async () => {
    const id = await mail('customer@example.com', 'Bound');
    const stored = await storedMail(s3, 'mail', `customer/${id}`);
    const context = JSON.parse(stored.metadata['x-amz-matdesc'] ?? '');
    for (const name of Object.keys(context)) {
      await expect(openMail(kms, stored, { ...context, [name]: 'other' })).rejects.toMatchObject({
        name: 'InvalidCiphertextException',
      });
    }
    const reversed = Object.fromEntries(Object.entries<string>(context).reverse());
    expect((await openMail(kms, stored, reversed)).toString()).toContain('Subject: Bound');
  });
});

describe('Giving SES permission to use your key', () => {
  /** Puts the policy back as it was, whatever the story did to it. */
  const restore = () => setKeyPolicy(OWNER, pageStatement(ACCOUNT));

  it('without the statement the mail is not stored, neither sealed nor in the clear', async () => {
    await setKeyPolicy(OWNER);
    const before = await storedMails(s3, 'mail');
    const id = await mail('customer@example.com', 'Nobody may seal this');
    const action = actionOf(id);
    expect(action).toMatchObject({ status: 'retrying', error: { code: 'AccessDeniedException' } });
    expect(JSON.stringify(action?.explanation)).toContain('Enable IAM User Permissions');
    expect(await storedMails(s3, 'mail')).toHaveLength(before.length);
    await restore();
  });

  it('SES tries again: once the statement is there the mail is stored', async () => {
    await setKeyPolicy(OWNER);
    const id = await mail('customer@example.com', 'Later');
    await restore();
    aws.clock.advance(10_000);
    await aws.idle();
    expect(actionOf(id)?.status).toBe('done');
    const stored = await storedMail(s3, 'mail', `customer/${id}`);
    expect((await openMail(kms, stored)).toString()).toContain('Subject: Later');
  });

  it('the source account must match the one of the policy', async () => {
    await setKeyPolicy(OWNER, pageStatement('999999999999'));
    const action = actionOf(await mail('customer@example.com', 'For another account'));
    expect(action?.error?.code).toBe('AccessDeniedException');
    expect(JSON.stringify(action?.explanation)).toContain('kms:EncryptionContext:aws:ses:source-account');
    await restore();
  });

  it('SES must specify rule-name and message-id: a policy that wants them absent keeps it out', async () => {
    const absent = pageStatement(ACCOUNT);
    const Null = {
      'kms:EncryptionContext:aws:ses:rule-name': true,
      'kms:EncryptionContext:aws:ses:message-id': true,
    };
    await setKeyPolicy(OWNER, { ...absent, Condition: { Null } });
    const action = actionOf(await mail('customer@example.com', 'Must be absent'));
    expect(action?.error?.code).toBe('AccessDeniedException');
    await restore();
  });

  it('the statement may spell its nulls as strings', async () => {
    const spelled = pageStatement(ACCOUNT);
    const Null = {
      'kms:EncryptionContext:aws:ses:rule-name': 'false',
      'kms:EncryptionContext:aws:ses:message-id': 'false',
    };
    await setKeyPolicy(OWNER, { ...spelled, Condition: { ...spelled.Condition, Null } });
    expect(actionOf(await mail('customer@example.com', 'Strings'))?.status).toBe('done');
    await restore();
  });
});

describe('Getting and decrypting email messages', () => {
  it('a mail with an attachment comes back byte for byte after SES’s own header lines', async () => {
    const attachment = Buffer.from(Array.from({ length: 70_000 }, (_, n) => (n * 7919) % 256));
    const id = await mail('customer@example.com', 'Attached', {
      attachments: [{ filename: 'data.bin', content: attachment }],
    });
    const message = await openMail(kms, await storedMail(s3, 'mail', `customer/${id}`));
    const text = message.toString('latin1');
    expect(text).toMatch(/^Return-Path: <ann@example\.net>\r\nReceived: from /);
    const encoded = /filename=data\.bin[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)/.exec(text)?.[1] ?? '';
    expect(Buffer.from(encoded, 'base64').equals(attachment)).toBe(true);
  });

  it('SES itself may not decrypt', async () => {
    await setKeyPolicy(OWNER, pageStatement(ACCOUNT));
    const events = await fetch(`${aws.url}/_waxseal/events`).then((response) => response.text());
    const decrypts = (JSON.parse(events) as { events: Event[] }).events.filter(
      ({ eventName }) => eventName === 'Decrypt',
    );
    expect(decrypts.length).toBeGreaterThan(0);
    expect(decrypts.every(({ userIdentity }) => userIdentity.invokedBy !== 'ses.amazonaws.com')).toBe(true);
  });
});
