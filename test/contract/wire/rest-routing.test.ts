// rest-xml: which operation a request means, by method, path, parameters and headers; keys untouched on the way.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startWire, type Wire } from './fake-services.ts';
import { code, type RawRequest, send, sendBytes, unchecked } from './raw-http.ts';

let wire: Wire;
beforeAll(async () => {
  wire = await startWire();
});
afterAll(() => wire.close());
beforeEach(() => {
  wire.seen.length = 0;
});

const call = (
  method: RawRequest['method'],
  path: string,
  headers: RawRequest['headers'] = {},
  body?: string,
) => send(wire, { method: method ?? 'GET', path, headers, ...(body !== undefined && { body }) });

describe('routing', () => {
  it.each([
    ['GET', '/', 'ListBuckets', {}],
    ['GET', '/?x-id=ListBuckets', 'ListBuckets', {}],
    ['PUT', '/b', 'CreateBucket', { Bucket: 'b' }],
    ['PUT', '/b/', 'CreateBucket', { Bucket: 'b' }],
    ['PUT', '/b?x-id=CreateBucket', 'CreateBucket', { Bucket: 'b' }],
    ['PUT', '/b/?replication=', 'PutConfiguration', { Bucket: 'b' }],
    ['GET', '/b?prefix=a%2Fb+c', 'ListObjects', { Bucket: 'b', Prefix: 'a/b c' }],
    ['GET', '/b?prefix=&max-keys=3', 'ListObjects', { Bucket: 'b', Prefix: '', MaxKeys: 3 }],
    ['GET', '/b?list-type=2&prefix=x', 'ListObjectsV2', { Bucket: 'b', Prefix: 'x' }],
    ['GET', '/b?list-type=1', 'ListObjects', { Bucket: 'b' }],
    ['GET', '/b?v=123', 'ListObjects', { Bucket: 'b' }],
    ['DELETE', '/b', 'DeleteBucket', { Bucket: 'b' }],
    ['PUT', '/b/k', 'PutObject', { Bucket: 'b', Key: 'k' }],
    ['PUT', '/b/k?partNumber=2&uploadId=u', 'UploadPart', { PartNumber: 2 }],
    ['DELETE', '/b/k', 'DeleteObject', { Bucket: 'b', Key: 'k' }],
  ] as const)('%s %s is %s', async (method, path, operation, input) => {
    const answer = await call(method, path);
    expect(answer.status).toBeLessThan(300);
    expect(wire.last()).toMatchObject({ operation, input });
  });

  it('lets a header choose', async () => {
    await call('PUT', '/b/k', { 'x-amz-copy-source': '/a/b' });
    expect(wire.last()).toMatchObject({ operation: 'CopyObject', input: { CopySource: '/a/b' } });
  });

  it.each([
    ['PUT', '/b?something'],
    ['PUT', '/b?acl'],
    ['PUT', '/b?lifecycle='],
    ['DELETE', '/b?policy'],
    ['DELETE', '/b?something=1'],
    ['POST', '/b/k?uploads'],
    ['GET', '/b?website'],
    ['GET', '/b/k?tagging'],
    ['PUT', '/b/k?retention'],
    ['DELETE', '/b/k?uploadId=u'],
  ] as const)('%s %s is NotImplemented and never another operation', async (method, path) => {
    const answer = await call(method, path);
    expect([answer.status, code(answer)]).toEqual([501, 'NotImplemented']);
    expect(wire.seen).toEqual([]);
  });

  it.each([
    ['PATCH', '/b', 'BUCKET', 'GET, PUT, POST, DELETE'],
    ['POST', '/b/k', 'OBJECT', 'GET, HEAD, PUT, DELETE'],
    ['DELETE', '/', 'SERVICE', 'GET'],
    ['PROPFIND', '/b/k', 'OBJECT', 'GET, HEAD, PUT, DELETE'],
    ['OPTIONS', '/b', 'BUCKET', 'GET, PUT, POST, DELETE'],
  ])('%s %s is MethodNotAllowed with Allow', async (method, path, type, allow) => {
    const text = await sendBytes(wire, [
      `${method} ${path} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`,
    ]);
    expect(text).toContain('HTTP/1.1 405');
    expect(text.toLowerCase()).toContain(`allow: ${allow.toLowerCase()}\r\n`);
    expect(text).toContain(`<Method>${method}</Method><ResourceType>${type}</ResourceType>`);
  });
});

it('a request signed for a service that does not stand here is told so', async () => {
  const answer = await call('GET', '/2015-03-31/functions', { authorization: unchecked('lambda') });
  expect([answer.status, code(answer)]).toEqual([501, 'NotImplemented']);
  expect(answer.text).toContain('No service called lambda stands here.');
});

describe('a browser from another origin', () => {
  it('asks by OPTIONS, which is an operation like others', async () => {
    const answer = await call('OPTIONS', '/b/k', { origin: 'https://a.example' });
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([
      200,
      'https://a.example',
    ]);
  });

  it('is answered as the service says, refusals included', async () => {
    const headers = { origin: 'https://a.example' };
    for (const path of ['/open?list-type=2', '/open/absent', '/open?acl&website']) {
      const answer = await call('GET', path, headers);
      expect(answer.headers).toMatchObject({
        'access-control-allow-origin': 'https://a.example',
        'access-control-allow-methods': 'GET',
      });
    }
    expect((await call('GET', '/b', headers)).headers).not.toHaveProperty('access-control-allow-origin');
    expect((await call('GET', '/open')).headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('object keys', () => {
  it.each([
    ['/b/a//b/../c', 'a//b/../c'],
    ['/b//leading', '/leading'],
    ['/b/.', '.'],
    ['/b/..', '..'],
    ['/b/dir/', 'dir/'],
    ['/b/%2e%2e%2fetc', '../etc'],
    ['/b/a%2Fb', 'a/b'],
    ['/b/a+b', 'a+b'],
    ['/b/a%20b%2Bc', 'a b+c'],
    ['/b/%F0%9F%98%80', '😀'],
    ['/b/%00', '\0'],
    ['/b/%25', '%'],
    ['/b/a;b:c@d,e', 'a;b:c@d,e'],
    ['/b/a=b&c', 'a=b&c'],
    ['/b/_waxseal/health', '_waxseal/health'],
    ['/b/__proto__', '__proto__'],
  ])('%s is the key %j', async (path, key) => {
    const answer = await call('PUT', path, {}, 'x');
    expect(answer.status).toBe(200);
    expect(wire.last()?.input).toMatchObject({ Bucket: 'b', Key: key });
  });

  it('may be bytes that the client did not escape', async () => {
    await sendBytes(wire, [
      Buffer.from(
        'PUT /b/|"<>{} HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
        'utf8',
      ),
    ]);
    expect(wire.last()?.input).toMatchObject({ Key: '|"<>{}' });
  });

  it('may come in absolute form, through a proxy', async () => {
    await sendBytes(wire, [
      'PUT http://b.localhost/k HTTP/1.1\r\nHost: other\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
    ]);
    expect(wire.last()?.input).toMatchObject({ Bucket: 'b', Key: 'k' });
  });

  it.each([
    '/b/%',
    '/b/%zz',
    '/b/%4',
    '/b/%ff',
    '/b/%C3%28',
    '/%zz/k',
    '/b?prefix=%zz',
    '/b/k?x=%ff',
    '/b/%ED%A0%80',
  ])('%s is InvalidURI', async (path) => {
    const answer = await call('GET', path);
    expect([answer.status, code(answer)]).toEqual([400, 'InvalidURI']);
  });

  it('need a bucket', async () => {
    expect(code(await call('GET', '//k'))).toBe('InvalidBucketName');
  });
});

describe('virtual-hosted style', () => {
  it.each([
    ['b.localhost', 'b'],
    ['b.localhost:4566', 'b'],
    ['B.LOCALHOST', 'b'],
    ['my.dotted.bucket.localhost', 'my.dotted.bucket'],
    ['b.s3.localhost', 'b'],
    ['b.s3.eu-west-1.localhost:4566', 'b'],
    ['b.s3.localhost.localstack.cloud:4566', 'b'],
    ['b.s3.eu-west-1.localhost.localstack.cloud', 'b'],
    ['b.s3.amazonaws.com', 'b'],
    ['b.s3.eu-west-1.amazonaws.com', 'b'],
    ['b.s3-eu-west-1.amazonaws.com', 'b'],
    ['b.s3.dualstack.eu-west-1.amazonaws.com', 'b'],
    ['b.s3-accelerate.amazonaws.com', 'b'],
    ['b.s3-accelerate.dualstack.amazonaws.com', 'b'],
    ['b.s3-fips.dualstack.us-east-2.amazonaws.com', 'b'],
    ['b.s3.us-gov-west-1.amazonaws.com', 'b'],
    ['b.s3.cn-north-1.amazonaws.com.cn', 'b'],
  ])('%s names the bucket %s', async (host, bucket) => {
    await call('PUT', '/a/k', { host });
    expect(wire.last()?.input).toMatchObject({ Bucket: bucket, Key: 'a/k' });
    await call('GET', '/', { host });
    expect(wire.last()).toMatchObject({ operation: 'ListObjects', input: { Bucket: bucket } });
  });

  it.each([
    'localhost',
    'localhost:4566',
    '127.0.0.1',
    's3.localhost',
    's3.eu-west-1.localhost',
    's3.localhost.localstack.cloud:4566',
    'localhost.localstack.cloud',
    's3.amazonaws.com',
    's3.eu-west-1.amazonaws.com',
    'waxseal:4566',
    '[::1]:4566',
  ])('%s is path style', async (host) => {
    await call('PUT', '/b/k', { host });
    expect(wire.last()?.input).toMatchObject({ Bucket: 'b', Key: 'k' });
  });

  it('takes the region from the host where no scope tells', async () => {
    await call('PUT', '/k', { host: 'b.s3.ap-south-1.localhost' });
    expect(wire.last()?.call.region).toBe('ap-south-1');
  });

  it('may hold keys that look like control paths', async () => {
    for (const path of ['/_waxseal/health', '/health', '/_localstack/health', '/moto-api/reset', '/_aws/x']) {
      await call('PUT', path, { host: 'b.localhost' });
      expect(wire.last()?.input).toMatchObject({ Bucket: 'b', Key: path.slice(1) });
    }
  });
});

describe('the control paths', () => {
  it('are ordinary routes', async () => {
    expect((await call('GET', '/_waxseal/health')).text).toBe('{"status":"running"}');
    expect((await call('GET', '/health')).text).toBe('{"status":"running"}');
    expect((await call('POST', '/moto-api/reset')).text).toBe('{"status":"reset"}');
    expect((await call('GET', '/_waxseal/nothing')).status).toBe(404);
    expect((await call('GET', '/_localstack')).status).toBe(404);
  });

  it('leave a bucket called health to whom signs', async () => {
    await call('GET', '/health', { authorization: unchecked('s3') });
    expect(wire.last()).toMatchObject({ operation: 'ListObjects', input: { Bucket: 'health' } });
    await call('PUT', '/health');
    expect(wire.last()).toMatchObject({ operation: 'CreateBucket', input: { Bucket: 'health' } });
    await call('GET', '/health/key');
    expect(wire.last()).toMatchObject({ operation: 'GetObject', input: { Bucket: 'health', Key: 'key' } });
    await call('PUT', '/moto-api/key', { authorization: unchecked('s3') });
    expect(wire.last()).toMatchObject({ operation: 'PutObject', input: { Bucket: 'moto-api', Key: 'key' } });
  });
});
