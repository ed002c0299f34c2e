// A bucket whose requesters pay: who is let in, and how it is said.
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectAclCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  ListPartsCommand,
  PutBucketPolicyCommand,
  PutBucketRequestPaymentCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { beforeAll, describe, expect, it } from 'vitest';
import type { StructureNode } from '../../../src/core/shape.ts';
import { operations } from '../../../src/services/s3/operations/index.ts';
import { readAwsModel } from '../../support/aws-model.ts';
import { Bucket, suite } from './support.ts';

const on = suite();
const Key = 'k';
const RequestPayer = 'requester';
const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };
const stranger = () => on.aws.s3({ account: '222222222222' });

beforeAll(async () => {
  await on.put(Key, 'paid for');
  const PublicAccessBlockConfiguration = { BlockPublicPolicy: false, RestrictPublicBuckets: false };
  await on.s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
  const Resource = [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`];
  const Statement = { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  await on.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  const RequestPaymentConfiguration = { Payer: 'Requester' } as const;
  await on.s3.send(new PutBucketRequestPaymentCommand({ Bucket, RequestPaymentConfiguration }));
});

describe('Requester Pays', () => {
  it('is closed to another account that does not say that it pays', async () => {
    const s3 = stranger();
    await expect(s3.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject(denied);
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
    await expect(s3.send(new ListObjectsV2Command({ Bucket }))).rejects.toMatchObject(denied);
    await expect(s3.send(new PutObjectCommand({ Bucket, Key: 'new' }))).rejects.toMatchObject(denied);
    const copy = { Bucket, Key: 'copy', CopySource: `${Bucket}/${Key}` };
    await expect(s3.send(new CopyObjectCommand(copy))).rejects.toMatchObject(denied);
    const many = { Bucket, Delete: { Objects: [{ Key }] } };
    await expect(s3.send(new DeleteObjectsCommand(many))).rejects.toMatchObject(denied);
  });

  it('is open to one that says so, in a presigned URL as well', async () => {
    const s3 = stranger();
    const get = new GetObjectCommand({ Bucket, Key, RequestPayer });
    expect(await (await s3.send(get)).Body?.transformToString()).toBe('paid for');
    await s3.send(new ListObjectsV2Command({ Bucket, RequestPayer }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'new', RequestPayer }));
    const url = await getSignedUrl(s3, get);
    expect(url).toContain('x-amz-request-payer=requester');
    expect(await (await fetch(url)).text()).toBe('paid for');
  });

  it('is never open to who cannot be billed', async () => {
    const headers = { 'x-amz-request-payer': RequestPayer };
    expect((await fetch(`${on.aws.url}/${Bucket}/${Key}`, { headers })).status).toBe(403);
    // SDKs find a bucket's region by asking unsigned.
    const head = await fetch(`${on.aws.url}/${Bucket}`, { method: 'HEAD' });
    expect([head.status, head.headers.get('x-amz-bucket-region')]).toEqual([403, 'us-east-1']);
  });

  it('costs its owner nothing to say', async () => {
    const { Body } = await on.s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(await Body?.transformToString()).toBe('paid for');
    expect((await on.s3.send(new ListObjectsV2Command({ Bucket }))).Contents).not.toEqual([]);
  });
});

describe('a requester who is charged', () => {
  const charged = { RequestCharged: 'requester' };
  const named = { Bucket, Key, RequestPayer } as const;

  it('is told so by everything that reads, lists, writes and deletes', async () => {
    const s3 = stranger();
    expect(await s3.send(new GetObjectCommand(named))).toMatchObject(charged);
    expect(await s3.send(new HeadObjectCommand(named))).toMatchObject(charged);
    expect(await s3.send(new GetObjectAclCommand(named))).toMatchObject(charged);
    const attributes = new GetObjectAttributesCommand({ ...named, ObjectAttributes: ['ETag'] });
    expect(await s3.send(attributes)).toMatchObject(charged);
    const all = { Bucket, RequestPayer } as const;
    expect(await s3.send(new ListObjectsCommand(all))).toMatchObject(charged);
    expect(await s3.send(new ListObjectsV2Command(all))).toMatchObject(charged);
    expect(await s3.send(new ListObjectVersionsCommand(all))).toMatchObject(charged);
    expect(await s3.send(new ListMultipartUploadsCommand(all))).toMatchObject(charged);
    const Body = 'y'.repeat(100_000);
    expect(await s3.send(new PutObjectCommand({ ...named, Key: 'long', Body }))).toMatchObject(charged);
    expect(await s3.send(new DeleteObjectCommand({ ...named, Key: 'long' }))).toMatchObject(charged);
    const Delete = { Objects: [{ Key: 'many' }] };
    expect(await s3.send(new DeleteObjectsCommand({ Bucket, Delete, RequestPayer }))).toMatchObject(charged);
  });

  it('is told so by every step of a multipart upload', async () => {
    const s3 = stranger();
    const begun = await s3.send(new CreateMultipartUploadCommand({ ...named, Key: 'parts' }));
    expect(begun).toMatchObject(charged);
    const { UploadId } = begun;
    const upload = { ...named, Key: 'parts', UploadId };
    const part = await s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'x' }));
    expect(part).toMatchObject(charged);
    const copied = { ...upload, PartNumber: 2, CopySource: `${Bucket}/${Key}` };
    expect(await s3.send(new UploadPartCopyCommand(copied))).toMatchObject(charged);
    expect(await s3.send(new ListPartsCommand(upload))).toMatchObject(charged);
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: part.ETag }] };
    expect(await s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload }))).toMatchObject(
      charged,
    );
    const other = await s3.send(new CreateMultipartUploadCommand({ ...named, Key: 'given-up' }));
    const given = { ...named, Key: 'given-up', UploadId: other.UploadId };
    expect(await s3.send(new AbortMultipartUploadCommand(given))).toMatchObject(charged);
  });

  it('is told so of a copy when either bucket’s requesters pay', async () => {
    const s3 = stranger();
    await s3.send(new CreateBucketCommand({ Bucket: 'strangers-own' }));
    const copy = {
      Bucket: 'strangers-own',
      Key: 'copy',
      CopySource: `${Bucket}/${Key}`,
      RequestPayer,
    } as const;
    expect(await s3.send(new CopyObjectCommand(copy))).toMatchObject(charged);
    const within = { ...copy, CopySource: 'strangers-own/copy', Key: 'again' };
    expect(await s3.send(new CopyObjectCommand(within))).not.toHaveProperty('RequestCharged');
  });

  it('is neither the owner nor one who asks of a bucket that its owner pays for', async () => {
    expect(await on.s3.send(new HeadObjectCommand(named))).not.toHaveProperty('RequestCharged');
    const own = { Bucket: 'strangers-own', Key: 'copy', RequestPayer } as const;
    expect(await stranger().send(new HeadObjectCommand(own))).not.toHaveProperty('RequestCharged');
  });

  it('may say so in a form, whose fields stand for a PUT’s headers', async () => {
    const post = (fields: Readonly<Record<string, string>>) => {
      const form = new FormData();
      const POLICY = {
        expiration: '2099-01-01T00:00:00Z',
        conditions: [{ bucket: Bucket }, { key: 'posted' }],
      };
      const conditions = [
        ...POLICY.conditions,
        ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
      ];
      const policy = Buffer.from(JSON.stringify({ ...POLICY, conditions })).toString('base64');
      const signer = { AWSAccessKeyId: '222222222222', policy, signature: 'unknown' };
      for (const [name, value] of Object.entries({ key: 'posted', ...signer, ...fields }))
        form.append(name, value);
      form.append('file', new Blob(['x']), 'x');
      return fetch(`${on.aws.url}/${Bucket}`, { method: 'POST', body: form });
    };
    expect((await post({})).status).toBe(403);
    const paid = await post({ 'x-amz-request-payer': RequestPayer });
    expect([paid.status, paid.headers.get('x-amz-request-charged')]).toEqual([204, 'requester']);
  });
});

const model = readAwsModel('s3/2006-03-01');
describe.skipIf(!model)('RequestCharged', () => {
  it('is a member of the answers that have it in AWS’s model, and of a form’s', () => {
    const outputOf = (name: string) => model?.shapes[model.operations[name]?.output?.shape ?? ''];
    const ours = Object.values(operations)
      .filter(({ output }) => 'RequestCharged' in (output as StructureNode).members)
      .map(({ name }) => name);
    const theirs = Object.keys(operations).filter(
      (name) => outputOf(name)?.members?.RequestCharged !== undefined,
    );
    expect(ours.sort()).toEqual([...theirs, 'PostObject'].sort());
  });
});
