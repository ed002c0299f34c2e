// Request quotas through the control API: past the rate KMS throttles, S3 answers 503, and SDKs retry.
import { CreateKeyCommand, EncryptCommand } from '@aws-sdk/client-kms';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { request } from 'undici';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

async function setQuotas(quotas: object) {
  const { statusCode, body } = await request(`${aws.url}/_waxseal/kms/quotas`, {
    method: 'POST',
    body: JSON.stringify(quotas),
  });
  return { status: statusCode, json: (await body.json()) as Record<string, unknown> };
}

it('throttles past the rate, shows in S3 as 503, and lets requests through when the clock has moved', async () => {
  const kms = aws.kms();
  const s3 = aws.s3();
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  const KeyId = KeyMetadata?.KeyId;
  const encrypt = () => kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('x') }));
  await s3.send(new CreateBucketCommand({ Bucket: 'throttled' }));

  aws.clock.freeze();
  expect(await setQuotas({ CryptographicOperationsSymmetric: 1 })).toMatchObject({
    status: 200,
    json: { quotas: { CryptographicOperationsSymmetric: 1 } },
  });
  await encrypt();
  await expect(encrypt()).rejects.toThrow(expect.objectContaining({ name: 'ThrottlingException' }));
  const put = new PutObjectCommand({
    Bucket: 'throttled',
    Key: 'k',
    Body: 'x',
    ServerSideEncryption: 'aws:kms',
  });
  await expect(s3.send(put)).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });

  aws.clock.advance(1_000);
  await encrypt();
  await setQuotas({ CryptographicOperationsSymmetric: null });
  await Promise.all([encrypt(), encrypt(), encrypt()]);
  aws.clock.thaw();
});

it('refuses a quota that KMS does not have', async () => {
  expect((await setQuotas({ CryptographicOperationSymmetric: 5 })).status).toBe(400);
  expect((await setQuotas({ Encrypt: 5 })).status).toBe(400);
  expect((await setQuotas({ 'GenerateDataKeyPair:RSA_2048': 5, DescribeKey: 5 })).status).toBe(200);
  await setQuotas({ 'GenerateDataKeyPair:RSA_2048': null, DescribeKey: null });
});

it('refuses a rate that is none', async () => {
  expect((await setQuotas({ CreateKey: 'many' })).status).toBe(400);
  expect((await setQuotas({ CreateKey: -1 })).status).toBe(400);
});

it('refuses to start with a quota that KMS does not have', async () => {
  await expect(startTestServer({ kmsRequestQuotas: { CreateKeys: 5 } })).rejects.toThrow(
    'KMS has no request quota CreateKeys',
  );
});
