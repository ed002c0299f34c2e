// The AWS SDK's own clients against the three fake services: what they send is understood, what they get they read.
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWire, type Wire } from './fake-services.ts';

let wire: Wire;
beforeAll(async () => {
  wire = await startWire();
});
afterAll(() => wire.close());

const s3 = (accessKeyId = 'test') =>
  new S3Client({
    endpoint: wire.url,
    region: 'eu-west-1',
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey: 'test' },
  });

it('stores what the SDK puts and gives it back', async () => {
  const client = s3('111122223333');
  await client.send(
    new PutObjectCommand({
      Bucket: 'b',
      Key: 'a//b/../c d+é',
      Body: 'hello',
      ContentType: 'odd',
      Metadata: { x: 'y' },
    }),
  );
  expect(wire.last()).toMatchObject({
    operation: 'PutObject',
    input: { Bucket: 'b', Key: 'a//b/../c d+é', ContentType: 'odd', Metadata: { x: 'y' } },
    call: {
      account: '111122223333',
      region: 'eu-west-1',
      principal: { type: 'root', account: '111122223333' },
    },
  });
  const { Body } = await client.send(new GetObjectCommand({ Bucket: 'b', Key: 'a//b/../c d+é' }));
  expect(await Body?.transformToString()).toBe('hello');
});
