// A real mail over SMTP, and a reader of SES's envelope in plain Node: what a Lambda behind the bucket would do.
import { createDecipheriv } from 'node:crypto';
import { DecryptCommand } from '@aws-sdk/client-kms';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { createTransport } from 'nodemailer';
import type { Scene } from './scene.ts';

/** Answers the server's last SMTP reply. */
export async function sendMail(smtp: { host: string; port: number }, subject: string): Promise<string> {
  const transport = createTransport({ host: smtp.host, port: smtp.port, secure: false, ignoreTLS: true });
  try {
    const sent = await transport.sendMail({
      from: '"Ada" <ada@sender.example>',
      to: 'inbox@example.com',
      subject,
      text: 'The figures are attached.',
      html: '<p>The figures are <b>attached</b>.</p>',
      attachments: [{ filename: 'figures.csv', content: 'quarter,revenue\nQ1,41\nQ2,42\n' }],
    });
    return sent.response;
  } finally {
    transport.close();
  }
}

const TAG_BYTES = 16;

export async function decryptMail(scene: Scene, key: string): Promise<Buffer> {
  const object = await scene.s3Source.send(new GetObjectCommand({ Bucket: scene.sourceBucket, Key: key }));
  const metadata = object.Metadata ?? {};
  const sealed = Buffer.from((await object.Body?.transformToByteArray()) ?? []);
  const { Plaintext } = await scene.kmsSource.send(
    new DecryptCommand({
      CiphertextBlob: Buffer.from(metadata['x-amz-key-v2'] ?? '', 'base64'),
      EncryptionContext: JSON.parse(metadata['x-amz-matdesc'] ?? '{}') as Record<string, string>,
    }),
  );
  const decipher = createDecipheriv(
    'aes-256-gcm',
    Plaintext ?? Buffer.alloc(0),
    Buffer.from(metadata['x-amz-iv'] ?? '', 'base64'),
  );
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
}
