// The page's introduction, "Overview of Amazon SES encryption using AWS KMS" and "Amazon SES encryption context", sentence
// by sentence, by SDKs and a mail client; only what memory holds is looked at from inside.
import { createDecipheriv, randomBytes } from 'node:crypto';
import { CreateKeyCommand, DescribeKeyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/platform/random.ts';
import { sealMessage } from '../../../src/services/ses/receiving/envelope.ts';
import { createRule } from '../../contract/ses/rules.ts';
import { openMail, storedMail } from '../../support/sealed-mail.ts';
import { ACCOUNT } from '../../support/server.ts';
import { MANAGED, OWNER, pageStatement, sesPage } from './page.ts';

const page = sesPage();
const { mail, events } = page;

describe('You can use SES to receive email', () => {
  it('and store it as it is', async () => {
    const id = await mail('plain@example.com', 'In the clear');
    const { body, metadata } = await storedMail(page.s3, 'mail', `plain/${id}`);
    expect(body.toString()).toContain('\r\nSubject: In the clear\r\n');
    expect(metadata).toEqual({});
  });

  it('and optionally encrypt the messages before storing them in an S3 bucket that you choose', async () => {
    const id = await mail('customer@example.com', 'Under seal');
    const { body } = await storedMail(page.s3, 'mail', `customer/${id}`);
    expect(body.includes('Under seal')).toBe(false);
  });

  it('choosing the AWS managed key for SES, whose alias is aws/ses: SES already has permission to use it', async () => {
    const id = await mail('managed@example.com', 'By the managed key');
    const stored = await storedMail(page.s3, 'mail', `managed/${id}`);
    expect((await openMail(page.kms, stored)).toString()).toContain('Subject: By the managed key');
    const { KeyMetadata } = await page.kms.send(new DescribeKeyCommand({ KeyId: 'alias/aws/ses' }));
    expect(KeyMetadata?.KeyManager).toBe('AWS');
    expect(JSON.parse(stored.metadata['x-amz-matdesc'] ?? '').kms_cmk_id).toBe(MANAGED);
  });

  it('or a customer managed key', async () => {
    const id = await mail('customer@example.com', 'By my own key');
    const stored = await storedMail(page.s3, 'mail', `customer/${id}`);
    expect((await openMail(page.kms, stored)).toString()).toContain('Subject: By my own key');
  });

  it('SES supports only symmetric KMS keys', async () => {
    const { KeyMetadata } = await page.kms.send(
      new CreateKeyCommand({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' }),
    );
    await page.kms.send(
      new PutKeyPolicyCommand({
        KeyId: KeyMetadata?.KeyId,
        PolicyName: 'default',
        Policy: JSON.stringify({ Version: '2012-10-17', Statement: [OWNER, pageStatement(ACCOUNT)] }),
      }),
    );
    await expect(
      createRule(page.ses, 'inbound', {
        Name: 'asymmetric',
        Actions: [{ S3Action: { BucketName: 'mail', KmsKeyArn: KeyMetadata?.Arn } }],
      }),
    ).rejects.toMatchObject({ name: 'InvalidS3ConfigurationException' });
  });
});

describe('How the encryption works', () => {
  it('SES requests a unique data key, encrypted under the KMS key of the rule that applies', async () => {
    const ids = [await mail('customer@example.com', 'One'), await mail('customer@example.com', 'Two')];
    const stored = await Promise.all(ids.map((id) => storedMail(page.s3, 'mail', `customer/${id}`)));
    const keys = stored.map(({ metadata }) => metadata['x-amz-key-v2']);
    expect(new Set(keys).size).toBe(2);
    const asked = (await events('GenerateDataKey')).filter(({ requestParameters }) =>
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
      const sealing = { kmsKeyArn: page.keyArn, messageId: 'm', rule: 'r', account: ACCOUNT };
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
    const { metadata, body } = await storedMail(page.s3, 'mail', `customer/${id}`);
    const context = {
      'aws:ses:message-id': id,
      'aws:ses:rule-name': 'customer',
      'aws:ses:source-account': ACCOUNT,
      kms_cmk_id: page.keyArn,
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
    const event = (await events('GenerateDataKey')).at(-1);
    expect(event?.requestParameters.encryptionContext).toMatchObject({
      'aws:ses:source-account': ACCOUNT,
      'aws:ses:rule-name': 'customer',
      'aws:ses:message-id': id,
    });
    expect(id).toMatch(/^[0-9a-v]{40}$/);
  });

  it('KMS uses it as authenticated data: without the same context nothing is decrypted', async () => {
    const id = await mail('customer@example.com', 'Bound');
    const stored = await storedMail(page.s3, 'mail', `customer/${id}`);
    const context = JSON.parse(stored.metadata['x-amz-matdesc'] ?? '');
    for (const name of Object.keys(context)) {
      await expect(openMail(page.kms, stored, { ...context, [name]: 'other' })).rejects.toMatchObject({
        name: 'InvalidCiphertextException',
      });
    }
    const reversed = Object.fromEntries(Object.entries<string>(context).reverse());
    expect((await openMail(page.kms, stored, reversed)).toString()).toContain('Subject: Bound');
  });
});
