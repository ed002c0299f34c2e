// rest-xml answers by the book: documents, statuses without a body, and S3's error document.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWire, type Wire } from './fake-services.ts';
import { code, type RawRequest, send } from './raw-http.ts';

let wire: Wire;
beforeAll(async () => {
  wire = await startWire();
});
afterAll(() => wire.close());

const call = (method: NonNullable<RawRequest['method']>, path: string, body?: string) =>
  send(wire, { method, path, ...(body !== undefined && { body }) });
const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

describe('an XML answer', () => {
  it('names its root and namespace, and escapes what XML cannot hold', async () => {
    const answer = await call('GET', '/b');
    expect(answer.headers['content-type']).toBe('application/xml');
    expect(answer.text).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="${NAMESPACE}"><Contents><Key>a&amp;&lt;b&gt;&#x1;</Key><Size>3</Size></Contents>` +
        '<Contents><Key>c</Key><Size>0</Size></Contents></ListBucketResult>',
    );
  });

  it('writes dates, wrapped lists and attributes as S3 does', async () => {
    expect((await call('GET', '/')).text).toContain(
      '<Buckets><Bucket><Name>one</Name><CreationDate>1970-01-01T00:00:00.000Z</CreationDate></Bucket></Buckets>',
    );
    expect((await call('GET', '/b?acl')).text).toContain(
      '<AccessControlList><Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"><ID>&lt;i&quot;d&gt;</ID></Grantee>' +
        '<Permission>FULL_CONTROL</Permission></Grant></AccessControlList>',
    );
  });

  it('carries the request id and the host id, and the answer without a body its length', async () => {
    const answer = await call('PUT', '/b');
    expect(answer.headers).toMatchObject({
      location: '/b',
      'content-length': '0',
      'x-amz-request-id': expect.stringMatching(/^[0-9A-F]{16}$/),
      'x-amz-id-2': expect.stringMatching(/^[A-Za-z0-9+/=]{64,}$/),
      server: 'AmazonS3',
    });
  });

  it('of status 204 has neither body nor length', async () => {
    const answer = await call('DELETE', '/b/k');
    expect([answer.status, answer.text, answer.headers['content-length']]).toEqual([204, '', undefined]);
  });
});

describe('an S3 error', () => {
  it('has its members, the request id and the host id', async () => {
    const answer = await call('GET', '/b/absent');
    expect(answer.status).toBe(404);
    expect(answer.text).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>absent</Key>' +
        `<RequestId>${answer.headers['x-amz-request-id']}</RequestId><HostId>${answer.headers['x-amz-id-2']}</HostId></Error>`,
    );
  });

  it('of a HEAD is its status alone', async () => {
    const answer = await call('HEAD', '/b/absent');
    expect([answer.status, answer.text]).toEqual([404, '']);
    expect(answer.headers['x-amz-request-id']).toBeDefined();
  });

  it('names the resource where it has nothing else to name', async () => {
    expect((await call('PUT', '/b?replication', 'x')).text).toContain('<Resource>/b</Resource>');
  });

  it('tells which argument is wrong', async () => {
    const answer = await call('GET', '/b?max-keys=many');
    expect([answer.status, code(answer)]).toEqual([400, 'InvalidArgument']);
    expect(answer.text).toContain('<ArgumentName>max-keys</ArgumentName><ArgumentValue>many</ArgumentValue>');
  });
});
