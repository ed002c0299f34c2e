// rest-xml documents: XML in whatever order, XML out by the book, headers both ways, S3's error body.
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWire, type Wire } from './fake-services.ts';
import { type RawRequest, send } from './raw-http.ts';

let wire: Wire;
beforeAll(async () => {
  wire = await startWire();
});
afterAll(() => wire.close());

const call = (
  method: RawRequest['method'],
  path: string,
  body?: string | Uint8Array,
  headers: RawRequest['headers'] = {},
) => send(wire, { method: method ?? 'GET', path, headers, ...(body !== undefined && { body }) });
const code = (text: string) => /<Code>(.*?)<\/Code>/.exec(text)?.[1];
const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const put = (xml: string | Uint8Array) => call('PUT', '/b?replication', xml);
const configured = () => wire.lastInput<{ ReplicationConfiguration: unknown }>().ReplicationConfiguration;

describe('an XML body', () => {
  it('is read in any order, with a namespace, a prefix, a prolog, comments and CDATA', async () => {
    const answer = await put(
      `\ufeff<?xml version="1.0" encoding="UTF-8"?><!-- hello --><s3:ReplicationConfiguration xmlns:s3="${NAMESPACE}">` +
        '<s3:Rule><s3:Filter><s3:Prefix><![CDATA[a<b]]></s3:Prefix></s3:Filter><s3:ID>one</s3:ID><s3:Priority> 1 </s3:Priority></s3:Rule>' +
        '<s3:Role>r &amp; &#x41;</s3:Role>' +
        '<s3:Rule><s3:Enabled>true</s3:Enabled><s3:Filter/><s3:Date>2026-01-02</s3:Date></s3:Rule>' +
        '</s3:ReplicationConfiguration>',
    );
    expect(answer.status).toBe(200);
    expect(configured()).toEqual({
      Role: 'r & A',
      Rules: [
        { ID: 'one', Priority: 1, Filter: { Prefix: 'a<b' } },
        { Enabled: true, Filter: {}, Date: new Date('2026-01-02') },
      ],
    });
  });

  it('is kept alike in whatever order its elements come', async () => {
    const rule = (...elements: string[]) =>
      put(`<ReplicationConfiguration><Rule>${elements.join('')}</Rule></ReplicationConfiguration>`);
    const filter = (...elements: string[]) => `<Filter>${elements.join('')}</Filter>`;
    await rule('<ID>one</ID>', '<Priority>1</Priority>', filter('<Prefix>a</Prefix>'));
    const kept = JSON.stringify(configured());
    await rule(filter('<Prefix>a</Prefix>'), '<Priority>1</Priority>', '<ID>one</ID>');
    expect(JSON.stringify(configured())).toBe(kept);
  });

  it('keeps the spaces of a text', async () => {
    await put(
      '<ReplicationConfiguration>\n  <Role> </Role>\n  <Rule><ID> a\tb </ID></Rule></ReplicationConfiguration>',
    );
    expect(configured()).toEqual({ Role: ' ', Rules: [{ ID: ' a\tb ' }] });
  });

  it('reads attributes and wrapped lists', async () => {
    await put(
      '<ReplicationConfiguration><Grants><Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"><ID>1</ID></Grantee>' +
        '<Permission>READ</Permission></Grant></Grants></ReplicationConfiguration>',
    );
    expect(configured()).toEqual({
      Grants: [{ Grantee: { Type: 'CanonicalUser', ID: '1' }, Permission: 'READ' }],
    });
  });

  it('is absent where there is none', async () => {
    await put('');
    expect(wire.last()?.input).toEqual({ Bucket: 'b' });
  });

  it('is the same by the parser for long lists', async () => {
    const key = (i: number) => `a&b<${i}>`;
    const keys = Array.from(
      { length: 1000 },
      (_, i) => `<Object>\n<Key>a&amp;b&lt;${i}&gt;</Key></Object>`,
    ).join('');
    const answer = await call(
      'POST',
      '/b?delete',
      `<Delete xmlns="${NAMESPACE}"><Quiet>true</Quiet>${keys}</Delete>`,
    );
    expect(answer.status).toBe(200);
    const { Delete } = wire.lastInput<{ Delete: { Objects: { Key: string }[]; Quiet: boolean } }>();
    expect(Delete.Quiet).toBe(true);
    expect(Delete.Objects.map(({ Key }) => Key)).toEqual(Array.from({ length: 1000 }, (_, i) => key(i)));
  });

  const long = `<!--${'x'.repeat(20_000)}-->`;
  it.each(
    [
      ['is no XML', 'hello'],
      ['does not end', '<ReplicationConfiguration><Role>'],
      ['crosses its tags', '<ReplicationConfiguration><Role></ReplicationConfiguration></Role>'],
      ['has two roots', '<ReplicationConfiguration/><ReplicationConfiguration/>'],
      ['has words behind its root', '<ReplicationConfiguration/>words'],
      ['has a rest of another behind its root', '<ReplicationConfiguration/></Rule>'],
      ['has another root', '<Configuration/>'],
      ['has an unknown element', '<ReplicationConfiguration><Rôle/></ReplicationConfiguration>'],
      [
        'has an unknown element deep down',
        '<ReplicationConfiguration><Rule><Filter><Nope/></Filter></Rule></ReplicationConfiguration>',
      ],
      [
        'says one thing twice',
        '<ReplicationConfiguration><Role>a</Role><Role>b</Role></ReplicationConfiguration>',
      ],
      ['has elements in a text', '<ReplicationConfiguration><Role><b/></Role></ReplicationConfiguration>'],
      [
        'has a word for a number',
        '<ReplicationConfiguration><Rule><Priority>x</Priority></Rule></ReplicationConfiguration>',
      ],
      [
        'has a number too large',
        '<ReplicationConfiguration><Rule><Priority>99999999999</Priority></Rule></ReplicationConfiguration>',
      ],
      [
        'has a word for a boolean',
        '<ReplicationConfiguration><Rule><Enabled>maybe</Enabled></Rule></ReplicationConfiguration>',
      ],
      [
        'has a word for a date',
        '<ReplicationConfiguration><Rule><Date>soon</Date></Rule></ReplicationConfiguration>',
      ],
      [
        'has a DTD',
        '<!DOCTYPE x [<!ENTITY a "b">]><ReplicationConfiguration><Role>&a;</Role></ReplicationConfiguration>',
      ],
      ['has an external entity', '<!DOCTYPE x SYSTEM "file:///etc/passwd"><ReplicationConfiguration/>'],
      ['has an unknown entity', '<ReplicationConfiguration><Role>&nbsp;</Role></ReplicationConfiguration>'],
      ['is nested without end', `<ReplicationConfiguration>${'<Rule>'.repeat(5000)}`],
      [
        'is nested without end and closed',
        `<ReplicationConfiguration>${'<Rule>'.repeat(1000)}${'</Rule>'.repeat(1000)}</ReplicationConfiguration>`,
      ],
      ['is JSON', '{"Role":"x"}'],
    ].flatMap(([what = '', xml = '']) => [
      [what, xml],
      [`${what} (long)`, xml + long],
    ]),
  )('that %s is MalformedXML', async (_what, xml) => {
    const answer = await put(xml);
    expect([answer.status, code(answer.text)]).toEqual([400, 'MalformedXML']);
    expect(answer.text).toContain(
      '<Message>The XML you provided was not well-formed or did not validate against our published schema</Message>',
    );
  });

  it('that is not UTF-8 is MalformedXML', async () => {
    expect(
      code(
        (
          await put(
            Buffer.from('<ReplicationConfiguration><Role>\xff</Role></ReplicationConfiguration>', 'latin1'),
          )
        ).text,
      ),
    ).toBe('MalformedXML');
  });

  it('past the limit is refused', async () => {
    const answer = await put(Buffer.alloc(17 * 1024 * 1024, 0x20));
    expect([answer.status, code(answer.text)]).toEqual([400, 'MaxMessageLengthExceeded']);
  });
});

describe("a document's digests", () => {
  const XML = '<ReplicationConfiguration/>';
  const digest = (algorithm: string, text = XML) => createHash(algorithm).update(text).digest('base64');
  const crc = (text: string) =>
    Buffer.from(crc32(text).toString(16).padStart(8, '0'), 'hex').toString('base64');
  const right = {
    'content-md5': digest('md5'),
    'x-amz-checksum-crc32': crc(XML),
    'x-amz-checksum-sha1': digest('sha1'),
    'x-amz-checksum-sha256': digest('sha256'),
  };

  it('may all be there', async () => {
    expect((await call('PUT', '/b?replication', XML, right)).status).toBe(200);
  });

  it.each(Object.keys(right))('are checked (%s)', async (name) => {
    const wrong = name === 'x-amz-checksum-crc32' ? crc('x') : digest(name.replace(/.*-/, ''), 'x');
    const answer = await call('PUT', '/b?replication', XML, { [name]: wrong });
    expect([answer.status, code(answer.text)]).toEqual([400, 'BadDigest']);
    const nonsense = await call('PUT', '/b?replication', XML, { [name]: 'nonsense' });
    expect([nonsense.status, code(nonsense.text)]).toEqual([
      400,
      name === 'content-md5' ? 'InvalidDigest' : 'InvalidRequest',
    ]);
  });

  it.each(['__proto__', 'constructor', 'crc31'])(
    'of algorithms that are none (%s) are passed over',
    async (name) => {
      const answer = await call('PUT', '/b?replication', XML, { [`x-amz-checksum-${name}`]: 'nonsense' });
      expect(answer.status).toBe(200);
    },
  );
});

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
    expect((await put('x')).text).toContain('<Resource>/b</Resource>');
  });

  it('tells which argument is wrong', async () => {
    const answer = await call('GET', '/b?max-keys=many');
    expect([answer.status, code(answer.text)]).toEqual([400, 'InvalidArgument']);
    expect(answer.text).toContain('<ArgumentName>max-keys</ArgumentName><ArgumentValue>many</ArgumentValue>');
  });
});

describe('headers', () => {
  it('come in as they are bound', async () => {
    await call('PUT', '/b/k', 'x', {
      'content-type': 'not a media type',
      'content-encoding': 'aws-chunked, gzip',
      expires: 'Wed, 21 Oct 2026 07:28:00 GMT',
      'if-modified-since': 'whenever',
      'x-amz-meta-Name': 'value',
      'x-amz-meta-__proto__': 'p',
      'x-amz-meta-empty': '',
      'x-amz-meta-utf8': Buffer.from('grün', 'utf8').toString('latin1'),
    });
    expect(wire.last()?.input).toMatchObject({
      ContentType: 'not a media type',
      ContentEncoding: 'gzip',
      Expires: new Date('2026-10-21T07:28:00Z'),
    });
    const { Metadata, IfModifiedSince } = wire.lastInput<Record<string, object>>();
    expect(Object.entries(Metadata ?? {})).toEqual([
      ['name', 'value'],
      ['__proto__', 'p'],
      ['empty', ''],
      ['utf8', 'grün'],
    ]);
    expect(IfModifiedSince).toBeUndefined();
  });

  it("leave nothing of an encoding that was the transfer's alone", async () => {
    await call('PUT', '/b/k', 'x', { 'content-encoding': 'aws-chunked' });
    expect(wire.last()?.input).not.toHaveProperty('ContentEncoding');
  });

  it('go out safely', async () => {
    await call('PUT', '/b/out', 'x');
    const answer = await call('GET', '/b/out');
    expect(answer.headers).toMatchObject({
      etag: '"e"',
      'last-modified': 'Thu, 01 Jan 1970 00:00:00 GMT',
      'content-length': '1',
      'x-amz-meta-plain': expect.stringContaining('bel  x'),
    });
  });
});
