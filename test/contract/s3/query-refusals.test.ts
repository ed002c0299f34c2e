// What S3 refuses in a query string whichever operation it means (recorded of us-east-1, April and September 2026).
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
  await aws.s3().send(new CreateBucketCommand({ Bucket: 'asked' }));
  await aws.s3().send(new PutObjectCommand({ Bucket: 'asked', Key: 'k', Body: 'x' }));
});
afterAll(() => aws.close());

async function ask(method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE', path: string) {
  const authorization =
    'AWS4-HMAC-SHA256 Credential=anybody/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00';
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const { statusCode, headers, body } = await request(`${aws.url}${path}`, {
    method,
    headers: { authorization, 'x-amz-date': date, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
  });
  const text = await body.text();
  const element = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(text)?.[1];
  return {
    status: statusCode,
    allow: headers.allow,
    code: element('Code'),
    message: element('Message'),
    argument: element('ArgumentName'),
    value: element('ArgumentValue'),
  };
}

describe('a query string', () => {
  it.each([
    ['GET', '/asked?versioning&acl', 'acl, versioning', 'acl'],
    ['GET', '/asked/k?tagging=&acl', 'acl, tagging', 'acl'],
    ['PUT', '/asked?replication&acl', 'acl, replication', 'acl'],
    ['GET', '/nowhere?versioning&acl', 'acl, versioning', 'acl'],
  ] as const)(
    '%s %s names two subresources, which is refused in the order of their names',
    async (method, path, names, value) => {
      expect(await ask(method, path)).toMatchObject({
        status: 400,
        code: 'InvalidArgument',
        message: `Conflicting query string parameters: ${names}`,
        argument: 'ResourceType',
        value,
      });
    },
  );

  it.each([
    ['PUT', '/asked/new?versionId=abc', 'abc'],
    ['PUT', '/asked/new?versionId=', ''],
    ['PUT', '/asked/k?partNumber=1&uploadId=u&versionId=null', 'null'],
    ['POST', '/asked/k?uploads&versionId=v', 'v'],
    ['GET', '/asked?list-type=2&versionId=v', 'v'],
    ['GET', '/asked?versioning&versionId=v', 'v'],
    ['DELETE', '/asked?versionId=v', 'v'],
  ] as const)('%s %s names a version where none is taken', async (method, path, value) => {
    expect(await ask(method, path)).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
      message: 'This operation does not accept a version-id.',
      argument: 'versionId',
      value,
    });
  });

  it('with a version of a bucket’s ACL has an invalid one', async () => {
    const answer = await ask('GET', '/asked?acl&versionId=null');
    expect(answer).toMatchObject({ status: 400, message: 'Invalid version id specified', value: 'null' });
  });

  it('with a version is taken where there are versions', async () => {
    expect(await ask('GET', '/asked/k?versionId=null')).toMatchObject({ status: 200 });
    expect(await ask('GET', '/asked/k?tagging&versionId=null')).toMatchObject({ status: 200 });
  });

  it.each(['GET', 'PUT', 'DELETE'] as const)(
    '%s names a part of a bucket, which has none',
    async (method) => {
      expect(await ask(method, '/asked?partNumber=1')).toMatchObject({
        status: 400,
        code: 'InvalidRequest',
        message: 'Object must have a valid key name.',
      });
    },
  );

  it('names a part without its upload, which would else replace the object (versitygw#1226, #1237)', async () => {
    const refused = {
      status: 400,
      code: 'InvalidArgument',
      message: 'This operation does not accept partNumber without uploadId',
      argument: 'partNumber',
      value: 'partNumber',
    };
    expect(await ask('PUT', '/asked/k?partNumber=1')).toMatchObject(refused);
    expect(await ask('GET', '/asked/k?partNumber=1')).toMatchObject({ status: 206 });
  });

  it('names an upload without a part, which has no PUT (versitygw#1236)', async () => {
    const answer = await ask('PUT', '/asked/k?uploadId=u');
    expect(answer).toMatchObject({ status: 405, code: 'MethodNotAllowed', allow: 'GET, POST, DELETE' });
  });

  it('asks a key for what only its bucket has', async () => {
    const uploads = 'Key is not expected for the GET method ?uploads subresource';
    expect(await ask('GET', '/asked/k?uploads')).toMatchObject({
      status: 400,
      code: 'InvalidRequest',
      message: uploads,
    });
    const versions = 'There is no such thing as the ?versions sub-resource for a key';
    expect(await ask('GET', '/asked/k?versions')).toMatchObject({
      status: 400,
      code: 'InvalidRequest',
      message: versions,
    });
  });

  it.each([
    ['/asked?versioning', 'GET, PUT'],
    ['/asked?policy', 'GET, PUT, DELETE'],
    ['/asked/k?acl', 'GET, PUT'],
    ['/nowhere/k?tagging', 'GET, PUT, DELETE'],
  ])('HEAD %s is of a subresource, which has no HEAD', async (path, allow) => {
    expect(await ask('HEAD', path)).toMatchObject({ status: 405, allow });
  });
});
